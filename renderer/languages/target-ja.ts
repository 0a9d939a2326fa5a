import type { TargetWording } from './target-wording.ts';

/** 日本語。グループ、チーム、連絡先の写真。 */
export const targetJa: TargetWording = {
  targets: {
    section: 'グループ',
    which: 'だれの写真か',
    many: { group: 'グループ', team: 'チーム', contact: '連絡先' },
    one: { group: 'グループ', team: 'チーム', contact: '連絡先' },
    isTeam: 'チームあり',
    find: { group: 'グループの名前', team: 'チームの名前', contact: '連絡先の名前' },
    none: {
      group: 'その名前の Microsoft 365 グループはありません。',
      team: 'その名前のチームはありません。',
      contact: 'このメールボックスに、その名前の連絡先はありません。',
    },
    looking: '探しています…',
    more: 'ほかにもあります。名前の続きを入力してください。',
    mailbox: {
      body: '連絡先はメールボックスごとにあります。どなたのメールボックスですか？',
      find: 'メールボックスの持ち主',
      of: '{{name}} さんの連絡先',
      other: '別のメールボックス',
    },
    hint: '選ぶと、いまの写真を見て、別の写真に替えられます。',
    shared: {
      group: 'この写真は社内の全員に見えます。チームとそのグループの写真は同じものです。',
      contact: 'この写真はメールボックスの持ち主だけに見えます。',
    },
    take: '写真を撮る',
    takeOrChoose: '写真を撮る、または選ぶ',
    camera: '新しい写真',
    review: 'みなさんからの見え方',
    saved: '{{name}}：写真を保存しました',
    ability: {
      unknown: '端末がサインインしていないため、何を変更できるかまだわかりません。',
      api: 'この端末の送り方（設定の tenant.api と tenant.method）では、この写真は変更できません。Graph v1.0 と PUT なら変更できます。',
      permission:
        'この端末では、この写真を変更できません。アプリに {{permission}} がありません。管理者が Microsoft Entra で権限を付与し、管理者の同意を与えると変更できるようになります。',
      person: {
        group:
          'アプリとしてサインインする端末では、グループの写真が拒否される会社があります。その場合は、グループの所有者か管理者のサインインが必要です（signIn.mode: operator）。',
        team: 'アプリとしてサインインする端末では、チームの写真は Microsoft 365 に拒否されることがよくあります。その場合は、チームの所有者か管理者のサインインが必要です（signIn.mode: operator）。',
      },
      role: {
        group: 'サインインした人は、自分が所有するグループの写真を変更できます。管理者はすべて変更できます。',
        team: 'サインインした人は、自分が所有するチームの写真を変更できます。管理者はすべて変更できます。',
      },
      find: 'ここでは検索できません。アプリに {{permission}} がありません。管理者が Microsoft Entra で権限を付与し、管理者の同意を与えると検索できるようになります。',
    },
    problem: {
      offline: 'ネットワークにつながっていません。つながってから、もう一度お試しください。',
      'sign-in-needed': '端末がサインインしていません。先にサインインしてください。',
      throttled: 'Microsoft 365 が混み合っています。1 分ほどしてから、もう一度お試しください。',
      refused: 'Microsoft 365 に拒否されました（403）。管理者がアプリに権限を付与できます。',
      gone: 'Microsoft 365 にこのメールボックスがないか、連絡先がありません。',
      other: 'うまくいきませんでした。もう一度お試しください。',
    },
  },
};
