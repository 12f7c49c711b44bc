// Lets a call of a program fail as a full disk, a signal or a full table of files would make it fail. Preloaded into
// the program; the environment says what fails:
//   FAULT_PROGRAM  the program's name; others that it starts are left alone
//   FAULT_CALL     write, open, rename or pipe
//   FAULT_NUMBER   which of its calls fails, from 1 on; 0 for every other one
//   FAULT_ERROR    the number of the error
//   FAULT_REPORT   a file that is made when a call has failed
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long calls;

static int fails(const char *call) {
  const char *program = getenv("FAULT_PROGRAM"), *chosen = getenv("FAULT_CALL");
  const char *number = getenv("FAULT_NUMBER"), *error = getenv("FAULT_ERROR");
  if (!program || !chosen || !number || !error) return 0;
  if (strcmp(chosen, call) || strcmp(program, program_invocation_short_name)) return 0;
  long n = atoi(number), now = ++calls;
  if (n == 0 ? now % 2 == 0 : now != n) return 0;
  const char *report = getenv("FAULT_REPORT");
  if (report) syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, report, O_CREAT | O_WRONLY, 0666));
  errno = atoi(error);
  return 1;
}

// The standard streams are left alone: what they do is another test's matter.
ssize_t write(int file, const void *bytes, size_t count) {
  static ssize_t (*next)(int, const void *, size_t);
  if (!next) next = dlsym(RTLD_NEXT, "write");
  if (file > 2 && fails("write")) return -1;
  return next(file, bytes, count);
}

int rename(const char *from, const char *to) {
  static int (*next)(const char *, const char *);
  if (!next) next = dlsym(RTLD_NEXT, "rename");
  return fails("rename") ? -1 : next(from, to);
}

int pipe2(int ends[2], int flags) {
  static int (*next)(int *, int);
  if (!next) next = dlsym(RTLD_NEXT, "pipe2");
  return fails("pipe") ? -1 : next(ends, flags);
}

int pipe(int ends[2]) {
  static int (*next)(int *);
  if (!next) next = dlsym(RTLD_NEXT, "pipe");
  return fails("pipe") ? -1 : next(ends);
}

#define OPEN(name)                                            \
  int name(const char *path, int flags, ...) {                \
    static int (*next)(const char *, int, ...);               \
    if (!next) next = dlsym(RTLD_NEXT, #name);                \
    va_list rest;                                             \
    va_start(rest, flags);                                    \
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;       \
    va_end(rest);                                             \
    return fails("open") ? -1 : next(path, flags, mode);      \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                          \
  int name(int folder, const char *path, int flags, ...) {    \
    static int (*next)(int, const char *, int, ...);          \
    if (!next) next = dlsym(RTLD_NEXT, #name);                \
    va_list rest;                                             \
    va_start(rest, flags);                                    \
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;       \
    va_end(rest);                                             \
    return fails("open") ? -1 : next(folder, path, flags, mode); \
  }
OPENAT(openat)
OPENAT(openat64)
