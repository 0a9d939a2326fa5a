import type { LineWords } from './station-check-line-words.ts';

const laterFix = {
  en: 'Photos are taken and sent meanwhile. Run the check again in a few minutes.',
  ja: 'その間も撮影と送信は続けられます。数分後にもう一度チェックしてください。',
  'zh-Hans': '其间拍照和发送照常进行。请几分钟后重新检查。',
  ar: 'تُلتقط الصور وتُرسل في هذه الأثناء. أعد الفحص بعد بضع دقائق.',
} as const;

/** What the check says of the list that joins several stations. `{request}` is what an administrator sends to Microsoft Graph. */
export const rosterCheckWords: Readonly<Record<'shared-roster', Readonly<Record<string, LineWords>>>> = {
  'shared-roster': {
    reached: {
      found: {
        en: 'The other stations are told.',
        ja: '他の端末と共有できています。',
        'zh-Hans': '已与其他设备同步。',
        ar: 'تُبلَّغ المحطات الأخرى.',
      },
    },
    forbidden: {
      found: {
        en: 'The shared list refuses this station. Photos are taken and sent all the same.',
        ja: '共有リストがこの端末を受け付けません。撮影と送信は続けられます。',
        'zh-Hans': '共享列表拒绝本机。拍照和发送照常进行。',
        ar: 'ترفض القائمة المشتركة هذه المحطة. تُلتقط الصور وتُرسل رغم ذلك.',
      },
      fix: {
        en: 'Grant the station’s app Lists.SelectedOperations.Selected with admin consent, and let it into the list: {request}',
        ja: '端末のアプリに Lists.SelectedOperations.Selected を管理者の同意付きで与え、リストへの利用を許可してください：{request}',
        'zh-Hans':
          '请为本机的应用授予 Lists.SelectedOperations.Selected（含管理员同意），并授权它使用该列表：{request}',
        ar: 'امنح تطبيق المحطة الإذن Lists.SelectedOperations.Selected بموافقة المسؤول، واسمح له بالقائمة: {request}',
      },
    },
    'not-ours': {
      found: {
        en: 'The list of a shared roster is not known to be its own, and is left alone. Photos are taken and sent all the same.',
        ja: '共有名簿のリストがその名簿のものだと確認できないため、使用していません。撮影と送信は続けられます。',
        'zh-Hans': '无法确认共享名单的列表属于该名单，因此未使用。拍照和发送照常进行。',
        ar: 'لا شيء يثبت أن القائمة المشتركة لقائمة الأسماء هذه، فتُترك كما هي. تُلتقط الصور وتُرسل رغم ذلك.',
      },
      fix: {
        en: 'Take part again with a new file from the station that shares it.',
        ja: '共有元の端末から新しいファイルを受け取り、参加し直してください。',
        'zh-Hans': '请从共享名单的设备获取新文件后重新加入。',
        ar: 'شارك مجددًا بملف جديد من المحطة صاحبة المشاركة.',
      },
    },
    gone: {
      found: {
        en: 'The shared list is no longer there. Photos are taken and sent all the same.',
        ja: '共有リストがなくなりました。撮影と送信は続けられます。',
        'zh-Hans': '共享列表已不存在。拍照和发送照常进行。',
        ar: 'لم تعد القائمة المشتركة موجودة. تُلتقط الصور وتُرسل رغم ذلك.',
      },
      fix: {
        en: 'Bring it back from the site’s recycle bin.',
        ja: 'サイトのごみ箱から復元してください。',
        'zh-Hans': '请从站点回收站恢复。',
        ar: 'استعدها من سلة محذوفات الموقع.',
      },
    },
    full: {
      found: {
        en: 'The site of the shared list is full.',
        ja: '共有リストのサイトの容量がいっぱいです。',
        'zh-Hans': '共享列表所在站点已满。',
        ar: 'امتلأ موقع القائمة المشتركة.',
      },
      fix: {
        en: 'Make room on the site, or raise its quota.',
        ja: 'サイトの空き容量を増やすか、割り当てを引き上げてください。',
        'zh-Hans': '请清理站点空间或提高其配额。',
        ar: 'أفرغ مساحة في الموقع أو ارفع حصته.',
      },
    },
    later: {
      found: {
        en: 'The shared list could not be reached just now.',
        ja: '共有リストに今は接続できません。',
        'zh-Hans': '目前无法访问共享列表。',
        ar: 'تعذّر الوصول إلى القائمة المشتركة الآن.',
      },
      fix: laterFix,
    },
  },
};
