import type { UndoWording } from './undo-wording.ts';

/** 简体中文：换回之前的照片。 */
export const undoZhHans: UndoWording = {
  undo: {
    notice: '您现在的照片会加密保留在本机 {{time}}，在此期间工作人员可以为您换回。',
    ownNotice: '您现在的照片会保留在本机直到您离开，在此期间可以换回。',
    act: { photo: '换回之前的照片', empty: '删除已发送的照片' },
    ask: {
      title: '要删除这张照片吗？',
      body: '之后会像以前一样没有照片。',
      confirm: '删除',
      keep: '保留',
    },
    own: { photo: '换回我之前的照片', empty: '删除我的照片' },
    failed: '没有成功，请再试一次。',
    started: { photo: '正在换回之前的照片。', empty: '正在删除照片。' },
    kept: {
      photo: '之前的照片在本机保留到 {{time}}，可以换回。',
      empty: '之前没有照片。{{time}} 之前可以删除已发送的照片。',
      'cannot-remove': '之前没有照片，而 Microsoft 365 不允许删除此对象的照片，因此无法在这里撤销。',
      refused:
        '无法撤销：Microsoft 365 不允许本机读取照片（403），因此没有保留之前的照片。贵公司的 IT 人员可以授予应用读取权限。',
      unread: '无法撤销：未能及时读取之前的照片。',
    },
    former: '之前的照片',
    row: { 'put-back': '换回之前的照片：{{state}}', remove: '删除照片：{{state}}' },
    receipt: {
      'put-back': {
        unsent: '正在换回您之前的照片',
        accepted: 'Microsoft 365 已接受您之前的照片',
        confirmed: '已换回您之前的照片',
        failed: '未能换回您之前的照片',
      },
      remove: {
        unsent: '正在删除您的照片',
        accepted: 'Microsoft 365 已接受删除',
        confirmed: '您的照片已删除',
        failed: '未能删除您的照片',
      },
      body: {
        unsent: '请稍候。如果现在离开，您会退出登录，新照片会保留。',
        accepted: '您可以留下等待最终确认，也可以离开。离开时会自动退出登录。',
        confirmed: 'Microsoft 365 已恢复原样。Teams 和 Outlook 可能要几小时后才会显示。',
        failed: '新照片仍在使用。请找工作人员帮忙。',
      },
      closing: '{{seconds}} 秒后此画面关闭，新照片会保留。',
      stay: '等到完成',
      leave: '离开并保留新照片',
    },
  },
};
