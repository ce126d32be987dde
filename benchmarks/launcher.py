"""Starts one command and writes down what it cost: ``launcher.py REPORT COMMAND…``, run by ``measuring.run``.

A process of its own because the peak memory that the system reports for a child is never less than its parent's when
it started the child: this one stays small, whatever the program that measures has held before.
"""

import json
import os
import sys
import time
from pathlib import Path

report, *command = sys.argv[1:]
start = time.perf_counter()
try:
    child = os.posix_spawnp(command[0], command, os.environ)
except OSError as problem:
    sys.exit(f"{command[0]}: {problem.strerror}")
_, status, usage = os.wait4(child, 0)
costs = [time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]
Path(report).write_text(json.dumps([os.waitstatus_to_exitcode(status), *costs]))
