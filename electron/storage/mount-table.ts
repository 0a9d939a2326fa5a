import type { Volume } from './volume-kind.ts';

/** One mount of Linux's table (proc_pid_mountinfo(5)). */
interface Mount {
  readonly device: string;
  readonly point: string;
  readonly type: string;
  readonly source: string;
  readonly options: string;
}

const memoryTypes: ReadonlySet<string> = new Set(['tmpfs', 'ramfs', 'rootfs', 'devtmpfs', 'hugetlbfs']);
const layerTypes: ReadonlySet<string> = new Set([
  'overlay',
  'overlayfs',
  'aufs',
  'unionfs',
  'fuse.unionfs',
  'fuse.unionfs-fuse',
]);
/** Files of other machines, of the host of a virtual one, and of clouds. */
const networkTypes =
  /^(nfs\d*|cifs|smb\d*|smbfs|ncpfs|afs|coda|9p|ceph|glusterfs|lustre|beegfs|gpfs|ocfs2|gfs2|davfs|virtiofs|vboxsf|prl_fs|drvfs|fuse\.(sshfs|rclone|davfs2?|glusterfs|ceph|s3fs|gcsfuse|vmhgfs-fuse|gvfsd-fuse|smbnetfs|curlftpfs|onedriver))$/;
/** Block devices in memory. */
const memoryDevice = /^\/dev\/(zram|ram)\d+/;
/** Where container runtimes keep the layer that is written to: it lasts as long as the container does. */
const containerLayer = /(docker|containerd|containers\/storage|podman|kubelet|k3s|lxc|crio)/;

/** Spaces and the like are written in octal. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

function readMount(line: string): Mount | undefined {
  const [head, tail] = line.split(' - ', 2);
  const [, , device, , point] = head?.split(' ') ?? [];
  const [type, source = '', options = ''] = tail?.split(' ') ?? [];
  if (device === undefined || point === undefined || type === undefined || type === '') return undefined;
  return { device, point: unescaped(point), type, source: unescaped(source), options };
}

/** Where everything of such a table is mounted but what lies on other machines. */
export function diskMountPoints(table: string): readonly string[] {
  const mounts = table.split('\n').flatMap((line) => readMount(line) ?? []);
  return mounts.filter(({ type }) => !networkTypes.test(type)).map(({ point }) => point);
}

function isBelow(folder: string, point: string): boolean {
  return point === '/' || folder === point || folder.startsWith(`${point}/`);
}

/** The mount that holds a folder: the deepest one on its path, the last of those at one point; of the right device where that is known. */
function mountOf(mounts: readonly Mount[], folder: string, device?: string): Mount | undefined {
  const above = mounts.filter(({ point }) => isBelow(folder, point));
  const fitting = above.filter((mount) => mount.device === device);
  return (fitting.length > 0 ? fitting : above).reduce<Mount | undefined>(
    (best, mount) => (best === undefined || mount.point.length >= best.point.length ? mount : best),
    undefined,
  );
}

/** A layer over other files forgets when what is written to lies in memory, or where nobody can see it any more, as live systems do. */
function judgeLayer(mounts: readonly Mount[], layer: Mount): Volume {
  const upper = layer.options.split(',').find((option) => /^(upperdir|br|dirs)=/.test(option));
  const written = unescaped(upper?.slice(upper.indexOf('=') + 1) ?? '').split(/[=:]/)[0] ?? '';
  if (!written.startsWith('/')) return { kind: 'doubtful', by: layer.type };
  const beneath = mountOf(mounts, written);
  const isHidden = beneath === undefined || beneath.device === layer.device;
  if (!isHidden) return isInMemory(beneath) ? { kind: 'volatile', by: layer.type } : { kind: 'lasting' };
  return { kind: containerLayer.test(written) ? 'doubtful' : 'volatile', by: layer.type };
}

function isInMemory({ type, source }: Mount): boolean {
  return memoryTypes.has(type) || memoryDevice.test(source);
}

/**
 * What a folder lies on, by the text of `/proc/self/mountinfo`; `undefined` when no mount of it holds the folder. `device` is
 * the folder's own (`major:minor`), which tells mounts apart that hide each other.
 */
export function judgeMounts(
  table: string,
  { folder, device }: { readonly folder: string; readonly device?: string },
): Volume | undefined {
  const mounts = table.split('\n').flatMap((line) => readMount(line) ?? []);
  const mount = mountOf(mounts, folder, device);
  if (mount === undefined) return undefined;
  if (isInMemory(mount)) return { kind: 'volatile', by: memoryTypes.has(mount.type) ? mount.type : mount.source };
  if (networkTypes.test(mount.type)) return { kind: 'network', by: mount.type };
  return layerTypes.has(mount.type) ? judgeLayer(mounts, mount) : { kind: 'lasting' };
}
