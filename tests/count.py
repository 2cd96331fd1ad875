"""Counts test results of a meson run: every TAP line is a test. Prints 'N passed, N failed'."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import re
import sys


def count(path):
    passed = failed = skipped = 0
    with open(path, encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            lines = re.findall(r"^(ok|not ok) [^\n]*", test.get("stdout", ""), re.M)
            names = re.findall(r"^(?:ok|not ok)[^\n]*", test.get("stdout", ""), re.M)
            bad = sum(1 for word in lines if word == "not ok")
            skip = sum(1 for name in names if "# SKIP" in name.upper())
            good = len(lines) - bad - skip
            if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL") and bad == 0:
                bad = 1
                print(f"{test['name']}: {test['result']}")
            elif not lines:
                skip = int(test["result"] == "SKIP")
                good = 1 - skip
            passed, failed, skipped = passed + good, failed + bad, skipped + skip
    return passed, failed, skipped


if __name__ == "__main__":
    totals = count(sys.argv[1])
    if totals[2]:
        print(f"({totals[2]} tests were skipped; the log says why)")
    print(f"{totals[0]} passed, {totals[1]} failed")
    sys.exit(1 if totals[1] or not totals[0] else 0)
