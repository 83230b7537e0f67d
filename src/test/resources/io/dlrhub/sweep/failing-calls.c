/*
 * Preloaded: lets one call on the files below a folder fail, and counts them.
 *
 * FAULT_FOLDER is the folder. FAULT_CONTROL is a file of four eight-byte numbers in the machine's
 * order: calls so far, the call that fails (0 none), how it fails (1 EIO, 2 ENOSPC, 3 half of a
 * write), whether it did. ENOSPC is for calls that may want room, 3 for writes alone.
 *
 * FAULT_TRACE is a file that gets each call that succeeded, in order: kind (o, w, s, t, r, d), then in
 * eight bytes each the place, the size and the length of the path, then the path, and of a write its
 * bytes, of a renaming the new path.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 65536
enum { OPEN, WRITE, SYNC, TRUNCATE, RENAME };

static volatile int64_t *control;
static const char *folder;
static char inside[FILES];
static char *names[FILES];
static int trace = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static ssize_t plain_write(int fd, const void *bytes, size_t size);

/* Held from before the call until it is told, so that the order is the true one. */
#define TURN(ours) if (ours && trace >= 0) pthread_mutex_lock(&turn);
#define DONE(ours) if (ours && trace >= 0) pthread_mutex_unlock(&turn);

static void tell(char kind, const char *path, int64_t at, const void *bytes, int64_t size) {
  if (trace < 0 || !path) return;
  int64_t length = strlen(path);
  plain_write(trace, &kind, 1);
  plain_write(trace, &at, 8);
  plain_write(trace, &size, 8);
  plain_write(trace, &length, 8);
  plain_write(trace, path, length);
  if (bytes) plain_write(trace, bytes, size);
}

static int (*real_open)(const char *, int, ...);

__attribute__((constructor)) static void prepare(void) {
  real_open = dlsym(RTLD_NEXT, "open64");
  const char *file = getenv("FAULT_CONTROL");
  const char *told = getenv("FAULT_TRACE");
  folder = getenv("FAULT_FOLDER");
  if (told) trace = real_open(told, O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (!file || !folder) return;
  int fd = real_open(file, O_RDWR);
  if (fd < 0) return;
  void *mapped = mmap(0, 32, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (mapped != MAP_FAILED) control = mapped;
}

/* 0, or how this call is to fail. */
static int64_t due(int kind) {
  if (!control) return 0;
  int64_t how = control[2];
  if (how == 2 && (kind == SYNC || kind == RENAME)) return 0;
  if (how == 3 && kind != WRITE) return 0;
  int64_t call = __sync_add_and_fetch(&control[0], 1);
  if (call != control[1]) return 0;
  control[3] = 1;
  errno = how == 2 ? ENOSPC : EIO;
  return how;
}

static int is_inside(const char *path) {
  if (!folder || strncmp(path, folder, strlen(folder))) return 0;
  if (trace >= 0) return 1;
  /* What was acknowledged is noted for whoever looks on: it is no file of the hub's to fail. */
  size_t length = strlen(path), last = strlen("/acknowledged");
  return length < last || strcmp(path + length - last, "/acknowledged");
}

static int known(int fd) {
  return fd >= 0 && fd < FILES && inside[fd];
}

static int open_it(const char *path, int flags, mode_t mode) {
  int ours = is_inside(path);
  if (ours && due(OPEN)) return -1;
  TURN(ours)
  int fd = real_open(path, flags, mode);
  if (fd >= 0 && fd < FILES) {
    inside[fd] = ours;
    if (ours && trace >= 0) {
      names[fd] = strdup(path);
      if (flags & O_CREAT) tell('o', path, 0, 0, 0);
    }
  }
  DONE(ours)
  return fd;
}

#define MODE(flags, mode)                        \
  mode_t mode = 0;                               \
  if (flags & (O_CREAT | O_TMPFILE)) {           \
    va_list more;                                \
    va_start(more, flags);                       \
    mode = va_arg(more, mode_t);                 \
    va_end(more);                                \
  }

int open(const char *path, int flags, ...) {
  MODE(flags, mode)
  return open_it(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE(flags, mode)
  return open_it(path, flags, mode);
}

#define REAL(type, name, ...)                                        \
  static type (*real)(__VA_ARGS__);                                  \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name);

static ssize_t plain_write(int fd, const void *bytes, size_t size) {
  REAL(ssize_t, "write", int, const void *, size_t)
  return real(fd, bytes, size);
}

ssize_t write(int fd, const void *bytes, size_t size) {
  int64_t how = known(fd) ? due(WRITE) : 0;
  if (how == 3) return plain_write(fd, bytes, size > 1 ? size / 2 : size);
  if (how) return -1;
  TURN(known(fd))
  ssize_t written = plain_write(fd, bytes, size);
  if (known(fd) && written > 0) {
    tell('w', names[fd], lseek(fd, 0, SEEK_CUR) - written, bytes, written);
  }
  DONE(known(fd))
  return written;
}

static ssize_t pwrite_it(int fd, const void *bytes, size_t size, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)
  int64_t how = known(fd) ? due(WRITE) : 0;
  if (how == 3) return real(fd, bytes, size > 1 ? size / 2 : size, at);
  if (how) return -1;
  TURN(known(fd))
  ssize_t written = real(fd, bytes, size, at);
  if (known(fd) && written > 0) tell('w', names[fd], at, bytes, written);
  DONE(known(fd))
  return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
  return pwrite_it(fd, bytes, size, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  return pwrite_it(fd, bytes, size, at);
}

int fsync(int fd) {
  REAL(int, "fsync", int)
  if (known(fd) && due(SYNC)) return -1;
  TURN(known(fd))
  int result = real(fd);
  if (known(fd) && !result) tell('s', names[fd], 0, 0, 0);
  DONE(known(fd))
  return result;
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int)
  if (known(fd) && due(SYNC)) return -1;
  TURN(known(fd))
  int result = real(fd);
  if (known(fd) && !result) tell('s', names[fd], 0, 0, 0);
  DONE(known(fd))
  return result;
}

int ftruncate(int fd, off_t size) {
  REAL(int, "ftruncate", int, off_t)
  if (known(fd) && due(TRUNCATE)) return -1;
  TURN(known(fd))
  int result = real(fd, size);
  if (known(fd) && !result) tell('t', names[fd], size, 0, 0);
  DONE(known(fd))
  return result;
}

int ftruncate64(int fd, off64_t size) {
  REAL(int, "ftruncate64", int, off64_t)
  if (known(fd) && due(TRUNCATE)) return -1;
  TURN(known(fd))
  int result = real(fd, size);
  if (known(fd) && !result) tell('t', names[fd], size, 0, 0);
  DONE(known(fd))
  return result;
}

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *)
  if (is_inside(from) && due(RENAME)) return -1;
  TURN(is_inside(from))
  int result = real(from, to);
  if (is_inside(from) && !result) tell('r', from, 0, to, strlen(to));
  DONE(is_inside(from))
  return result;
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *)
  TURN(is_inside(path))
  int result = real(path);
  if (is_inside(path) && !result) tell('d', path, 0, 0, 0);
  DONE(is_inside(path))
  return result;
}
