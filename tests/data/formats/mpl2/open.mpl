[10][]open|end
[20][]open
[200][]last