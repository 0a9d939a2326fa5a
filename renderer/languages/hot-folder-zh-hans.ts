import type { HotFolderWording } from './hot-folder-wording.ts';

/** 简体中文：送到文件夹的相机照片。 */
export const hotFolderZhHans: HotFolderWording = {
  hotFolder: {
    title: '还没有主人的照片：{{number}}',
    choose: '请在名单中选择是谁的照片。',
    use: '用于 {{name}}',
    leaveOut: '不使用',
    leaveOutAsk: {
      title: '不使用这张照片吗？',
      body: '本机不会再显示它。文件仍留在相机的文件夹中。',
      confirm: '不使用',
      keep: '继续显示',
    },
    more: '还有 {{number}} 张。',
    picture: '{{time}} 的照片',
    gone: '无法读取相机的文件夹（设置中的 station.hotFolder）。在此期间可以用本机的摄像头拍照。',
    unreadable: '文件夹中无法作为照片读取的文件：{{number}}',
    failed: '没有成功，请再试一次。',
    camera: '用大相机拍的照片会自动显示在这里。',
  },
};
