import type { TargetWording } from './target-wording.ts';

/** 简体中文：组、团队和联系人的照片。 */
export const targetZhHans: TargetWording = {
  targets: {
    section: '组',
    which: '谁的照片',
    many: { group: '组', team: '团队', contact: '联系人' },
    one: { group: '组', team: '团队', contact: '联系人' },
    isTeam: '带团队',
    find: { group: '组的名称', team: '团队的名称', contact: '联系人的姓名' },
    none: {
      group: '没有这个名称的 Microsoft 365 组。',
      team: '没有这个名称的团队。',
      contact: '此邮箱中没有这个姓名的联系人。',
      mailbox: '此邮箱中没有联系人。',
      part: '没有找到姓名以此开头的联系人。',
    },
    looking: '正在查找…',
    more: '还有更多，请继续输入名称。',
    part: '此邮箱的联系人太多，无法全部列出。没有列出的，请从姓名开头输入查找。',
    mailbox: {
      body: '联系人属于某个人的邮箱。是谁的邮箱？',
      find: '邮箱的主人',
      of: '{{name}} 的联系人',
      other: '其他邮箱',
    },
    hint: '选择一个，即可查看现在的照片并换上另一张。',
    shared: {
      group: '公司里每个人都会看到这张照片。团队和它的组显示同一张。',
      contact: '只有邮箱的主人会看到这张照片。',
    },
    take: '拍照',
    takeOrChoose: '拍照或选择照片',
    camera: '新照片',
    review: '别人看到的样子',
    saved: '{{name}}：照片已保存',
    ability: {
      unknown: {
        'signed-out': '本机尚未登录，还不知道可以更改什么。',
        offline: '没有网络，还不知道可以更改什么。',
      },
      api: '以本机发送照片的方式（设置中的 tenant.api 和 tenant.method）无法更改这些照片。Graph v1.0 加 PUT 可以。',
      permission:
        '本机无法更改这些照片：应用没有 {{permission}}。管理员可以在 Microsoft Entra 中授予该权限并给予管理员同意。',
      person: {
        group:
          '有些公司会拒绝以应用程序身份登录的本机更改组的照片。这时必须由组的所有者或管理员登录（signIn.mode: operator）。',
        team: 'Microsoft 365 经常拒绝以应用程序身份登录的本机更改团队的照片。这时必须由团队的所有者或管理员登录（signIn.mode: operator）。',
      },
      role: {
        group: '登录者可以更改自己拥有的组的照片。管理员可以更改全部。',
        team: '登录者可以更改自己拥有的团队的照片。管理员可以更改全部。',
      },
      find: '无法在这里查找：应用没有 {{permission}}。管理员可以在 Microsoft Entra 中授予该权限并给予管理员同意。',
    },
    problem: {
      offline: '没有网络。恢复后请再试一次。',
      'sign-in-needed': '本机尚未登录，请先登录。',
      throttled: 'Microsoft 365 要求稍等。请在一分钟后再试。',
      refused: 'Microsoft 365 拒绝了此操作（403）。管理员可以为本机的应用授予权限。',
      gone: 'Microsoft 365 找不到此邮箱，或其中没有联系人。',
      other: '没有成功，请再试一次。',
    },
  },
};
