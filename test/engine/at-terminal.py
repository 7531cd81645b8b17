"""Runs a program at a terminal of its own, and types at it as a list of steps says: wait, type, resize.

    at-terminal.py '[["wait", "$ "], ["type", "ls\\n"], ["resize", 30, 100]]' PROGRAM ARGUMENT...

Prints JSON: what was shown, the exit code, and whether the terminal was left as it was found.
"""
import fcntl, json, os, pty, select, struct, sys, termios, time

steps, argv = json.loads(sys.argv[1]), sys.argv[2:]
master, slave = pty.openpty()


def resize(rows, columns):
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))


resize(24, 80)
before = termios.tcgetattr(slave)
pid = os.fork()
if pid == 0:
    os.close(master)
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in (0, 1, 2):
        os.dup2(slave, fd)
    os.execvp(argv[0], argv)

shown, seen, deadline = b'', 0, time.monotonic() + 30
ended = None
while ended is None and time.monotonic() < deadline:
    if select.select([master], [], [], 0.05)[0]:
        shown += os.read(master, 65536)
    while steps:
        kind, *rest = steps[0]
        if kind == 'wait':
            at = shown.find(rest[0].encode(), seen)
            if at == -1:
                break
            seen = at + len(rest[0].encode())
        elif kind == 'type':
            os.write(master, rest[0].encode())
        elif kind == 'resize':
            resize(*rest)
        steps.pop(0)
    done, status = os.waitpid(pid, os.WNOHANG)
    if done:
        ended = os.waitstatus_to_exitcode(status)
while select.select([master], [], [], 0)[0]:
    shown += os.read(master, 65536)
if ended is None:
    os.kill(pid, 9)
print(json.dumps({
    'shown': shown.decode(errors='replace'),
    'exitCode': ended,
    'restored': termios.tcgetattr(slave) == before,
    'stepsLeft': steps,
}))
