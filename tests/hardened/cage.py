"""Runs a program as a unit of systemd would where no systemd runs: its filter of system calls, a file
system that cannot be written to but for the state directory, no capabilities, its limits.

cage.py UNIT WRITABLE [NAME=value]... PROGRAM [ARGUMENT]...        77 = this kernel does not allow it
"""
import ctypes
import os
import resource
import subprocess
import sys

libc = ctypes.CDLL(None, use_errno=True)
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 32, 4096, 16384, 1 << 18
KEPT = {"nosuid": 2, "nodev": 4, "noexec": 8, "noatime": 1024, "nodiratime": 2048, "relatime": 1 << 21}
EPERM, ENOSYS = 1, 38
PROT_WRITE, PROT_EXEC = 2, 4


def unable(why):
    print(f"cage: {why}", file=sys.stderr)
    sys.exit(77)


def checked(result, what):
    if result != 0:
        unable(f"{what}: {os.strerror(ctypes.get_errno())}")


def service(path):
    lines = [line.strip() for line in open(path, encoding="utf-8")]
    return [tuple(line.split("=", 1)) for line in lines if "=" in line and not line.startswith("#")]


def sets():
    """Every set of systemd: name to members."""
    told = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter"], capture_output=True, text=True, check=True)
    found, current = {}, None
    for line in told.stdout.splitlines():
        if line.startswith("@"):
            current = found.setdefault(line.strip(), [])
        elif line.startswith("    ") and current is not None and not line.strip().startswith("#"):
            current.append(line.strip())
    return found


def members(name, known):
    if not name.startswith("@"):
        return {name}
    return set().union(*(members(inner, known) for inner in known[name]))


def calls(unit):
    known = sets()
    allowed = members("@default", known)
    for key, value in unit:
        if key == "SystemCallFilter":
            listed = set().union(*(members(name, known) for name in value.removeprefix("~").split()))
            allowed = allowed - listed if value.startswith("~") else allowed | listed
    return allowed


def read_only(writable):
    checked(libc.unshare(0x20000), "unshare")
    checked(libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "mount")
    checked(libc.mount(writable.encode(), writable.encode(), None, MS_BIND, None), "mount")
    for line in open("/proc/self/mountinfo", encoding="utf-8").read().splitlines():
        point, options = line.split()[4].encode().decode("unicode_escape"), line.split()[5].split(",")
        # libfaketime, which is no part of the daemon, keeps its clock in /dev/shm.
        if point == writable or (point + "/").startswith("/dev/"):
            continue
        flags = sum(KEPT.get(option, 0) for option in options)
        done = libc.mount(None, point.encode(), None, MS_REMOUNT | MS_BIND | MS_RDONLY | flags, None)
        if done != 0 and point == "/":
            checked(done, "mount")


class Compare(ctypes.Structure):
    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


EQUAL, MASKED = 4, 7


def filtered(unit):
    says = dict(unit)
    lib = ctypes.CDLL("libseccomp.so.2")
    lib.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(lib.seccomp_init(0x00050000 | EPERM))

    def rule(name, action=0x7FFF0000, *when):
        number = lib.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:
            array = (Compare * len(when))(*when)
            checked(lib.seccomp_rule_add_array(context, action, number, len(when), array), name)

    allowed = calls(unit)
    if says.get("RestrictNamespaces") == "yes":
        # The flags of clone3 lie in memory, where no filter sees them: systemd says it does not exist.
        allowed -= {"unshare", "setns", "clone3"}
        rule("clone3", 0x00050000 | ENOSYS)
    if says.get("MemoryDenyWriteExecute") == "yes":
        allowed -= {"mmap", "mprotect", "pkey_mprotect"}
        both = PROT_WRITE | PROT_EXEC
        for protection in (0, PROT_WRITE, PROT_EXEC):
            rule("mmap", 0x7FFF0000, Compare(2, MASKED, both, protection))
        rule("mprotect", 0x7FFF0000, Compare(2, MASKED, PROT_EXEC, 0))
    families = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}
    allowed -= {"socket"}
    for family in says["RestrictAddressFamilies"].split():
        rule("socket", 0x7FFF0000, Compare(0, EQUAL, families[family], 0))
    for name in sorted(allowed):
        rule(name)
    checked(lib.seccomp_load(context), "seccomp")


def main():
    unit, writable, rest = service(sys.argv[1]), os.path.realpath(sys.argv[2]), sys.argv[3:]
    environment = dict(os.environ)
    while "=" in rest[0]:
        name, value = rest.pop(0).split("=", 1)
        environment[name] = value
    says = dict(unit)
    os.makedirs(writable, mode=0o700, exist_ok=True)
    here = os.getcwd()
    read_only(writable)
    os.chdir(here)
    os.umask(int(says["UMask"], 8))
    for name, limit in (("LimitNOFILE", resource.RLIMIT_NOFILE), ("LimitCORE", resource.RLIMIT_CORE)):
        resource.setrlimit(limit, (int(says[name]), int(says[name])))
    assert says["CapabilityBoundingSet"] == "" and says["NoNewPrivileges"] == "yes"
    for capability in range(64):
        libc.prctl(24, capability, 0, 0, 0)
    checked(libc.prctl(38, 1, 0, 0, 0), "no_new_privs")
    filtered(unit)
    os.execvpe(rest[0], rest, environment)


try:
    main()
except OSError as fault:
    # No systemd-analyze, no libseccomp, or a kernel that lets nobody build a cage.
    unable(fault)
