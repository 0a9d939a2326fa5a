import type { LobbyWording } from './lobby-wording.ts';

/** 简体中文 */
export const lobbyZhHans: LobbyWording = {
  approval: {
    section: '待查看',
    sectionCount: '张照片待查看',
    title: '发送前请先查看这些照片',
    body: '您批准后，每张照片会发送给旁边所列的人。',
    list: '待查看的照片',
    none: '没有照片等待查看。新照片会自动出现在这里。',
    failed: '无法读取照片。',
    now: '当前',
    more: '处理完这些之后，还有 {{count}} 张',
    approve: '批准发送',
    approveNamed: '批准发送：{{name}}',
    refuse: '不发送',
    refuseNamed: '不发送：{{name}}',
    refuseAsk: '请选择原因。本人会看到原因，照片将被删除。',
    keep: '返回',
    approveAll: '全部批准（{{count}} 张）',
    approveAllAsk: {
      title: '要批准全部照片吗？',
      body: '照片会发送给旁边所列的人。同一人有多张时，只发送最新的一张。',
      confirm: '全部批准',
      keep: '暂不批准',
    },
    approved: '已批准 {{count}} 张',
    refused: '这张照片不会发送，已删除。',
    problem: '没有成功，请再试一次。',
    gone: '这张照片已经处理过了。',
  },
};
