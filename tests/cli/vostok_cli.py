"""What the tests of the command line share: running it, reading its JSON, reporting as TAP."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

CLI = os.environ.get('VOSTOK_CLI', 'vostok-cli')
ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / 'data' / 'sample'
DATA = ROOT / 'tests' / 'data'
CORPUS = ROOT.parent / 'shared' / 'corpus'
BY_NC_SA = {'id': 'CC-BY-NC-SA-4.0', 'url': 'https://creativecommons.org/licenses/by-nc-sa/4.0/'}


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_cli(self, *args, status=0, env=None):
        """Runs the program in the test's folder and checks how it ended."""
        done = subprocess.run([CLI, *map(str, args)], cwd=self.folder, capture_output=True, text=True,
                              encoding='utf-8', env=dict(os.environ, **(env or {})), check=False)
        self.assertEqual(done.returncode, status, f'{args}\n{done.stdout}\n{done.stderr}')
        return done

    def run_json(self, *args, status=0, env=None):
        """One document and nothing else on standard output."""
        done = self.run_cli(*args, '--json', status=status, env=env)
        return json.loads(done.stdout)

    def refused(self, *args, status, says):
        """An error is said on standard error; standard output stays empty."""
        done = self.run_cli(*args, status=status)
        self.assertEqual(done.stdout, '')
        self.assertRegex(done.stderr, '(?m)^vostok-cli: ')
        self.assertIn(says, done.stderr)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding='utf-8')
        return path

    def files(self):
        return sorted(x.name for x in self.folder.iterdir())


def tool(*command):
    """What a foreign program says of a file; skips the test without it."""
    if shutil.which(command[0]) is None:
        raise unittest.SkipTest(f'{command[0]} is not installed')
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout


def ffprobe(path):
    """Streams and container as ffprobe reads them."""
    return json.loads(tool('ffprobe', '-v', 'error', '-show_streams', '-show_format', '-of', 'json', path))


class Tap(unittest.TestResult):
    """Prints one TAP line a test."""

    def startTest(self, test):
        super().startTest(test)
        self.name = test.id().split('.', 1)[-1]

    def line(self, word, more=''):
        print(f'{word} {self.testsRun} {self.name}{more}', flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.line('ok')

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.line('ok', f' # SKIP {reason}')

    def trouble(self, test, error):
        self.line('not ok')
        for text in self._exc_info_to_string(error, test).split('\n'):
            print('#', text)

    def addError(self, test, err):
        super().addError(test, err)
        self.trouble(test, err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.trouble(test, err)


def main():
    """Runs the tests of the calling program."""
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    print(f'1..{suite.countTestCases()}')
    result = Tap()
    suite.run(result)
    sys.exit(0 if result.wasSuccessful() else 1)
