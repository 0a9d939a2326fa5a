#!/bin/sh
# in-scratch-root.sh COMMAND …: runs a command as root on a copy-on-write view of this machine's file system that is gone
# afterwards. Packages can be installed and removed there. The current folder is the true one.
set -eu
[ "$(id -u)" = 0 ] || { echo 'in-scratch-root: root only' >&2; exit 1; }
exec unshare --mount --propagation private sh -eu -c '
  place=$(mktemp -d)
  mount -t tmpfs tmpfs "$place"
  mkdir "$place/upper" "$place/work" "$place/root"
  mount -t overlay overlay -o "lowerdir=/,upperdir=$place/upper,workdir=$place/work" "$place/root"
  for shared in /proc /sys /dev "$PWD"; do mount --rbind "$shared" "$place/root$shared"; done
  mount -t tmpfs tmpfs "$place/root/run"
  folder=$PWD
  # A new root, not chroot: below one the kernel refuses the user namespaces of a sandbox.
  cd "$place/root"
  pivot_root . mnt
  cd "$folder"
  umount -l /mnt
  id -u kiosk >/dev/null 2>&1 || useradd --system --create-home kiosk
  exec "$@"
' sh "$@"
