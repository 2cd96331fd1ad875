[1][2]⁠/no slant|⁠_none|//twice
[3][4]/\_all|/|_
  [5][6]  spaces  
[7][8]<i>x</i> {y:i} [br]
