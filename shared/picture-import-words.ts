import type { Words } from './language.ts';
import type { ImportFinding, ImportPhase, ImportState, ImportStop } from './picture-import.ts';

/** Where a picture stands, as a heading or beside a count. */
export const importStateWords: Readonly<Record<ImportState, Words>> = {
  unseen: { en: 'Not looked at', ja: '未確認', 'zh-Hans': '尚未查看', ar: 'لم تُفحص' },
  ready: { en: 'Ready', ja: '準備完了', 'zh-Hans': '就绪', ar: 'جاهزة' },
  held: { en: 'Needs a decision', ja: '要確認', 'zh-Hans': '需要决定', ar: 'تحتاج إلى قرار' },
  refused: { en: 'Cannot become a photo', ja: '写真にできません', 'zh-Hans': '无法用作照片', ar: 'لا تصلح صورةً شخصية' },
  left: { en: 'Left out', ja: '対象外', 'zh-Hans': '不导入', ar: 'مستثناة' },
  done: { en: 'Nothing to do', ja: '処理不要', 'zh-Hans': '无需处理', ar: 'لا يلزم فعل شيء' },
  queued: { en: 'Saved', ja: '保存済み', 'zh-Hans': '已保存', ar: 'محفوظة' },
  failed: { en: 'Not saved', ja: '保存できませんでした', 'zh-Hans': '未保存', ar: 'لم تُحفظ' },
};

/** What was found about a picture. */
export const importFindingWords: Readonly<Record<ImportFinding, Words>> = {
  unreadable: {
    en: 'not a readable picture',
    ja: '読み取れない画像',
    'zh-Hans': '无法读取的图片',
    ar: 'ليست صورة قابلة للقراءة',
  },
  'too-small': {
    en: 'too small for any photo',
    ja: '小さすぎて写真にできない',
    'zh-Hans': '过小，无法用作照片',
    ar: 'أصغر من أن تصلح صورةً شخصية',
  },
  unmatched: {
    en: 'nobody found for it',
    ja: '該当する人がいない',
    'zh-Hans': '未找到对应的人',
    ar: 'لم يُعثر على صاحبها',
  },
  ambiguous: {
    en: 'could be more than one person',
    ja: '候補が複数いる',
    'zh-Hans': '可能对应多人',
    ar: 'قد تكون لأكثر من شخص',
  },
  'same-picture': {
    en: 'the same picture for two people',
    ja: '同じ画像が別の人にも割り当てられている',
    'zh-Hans': '同一图片对应两个人',
    ar: 'الصورة نفسها لشخصين',
  },
  'several-files': {
    en: 'another picture of the same person is here',
    ja: '同じ人の別の画像がある',
    'zh-Hans': '同一人还有另一张图片',
    ar: 'هنا صورة أخرى للشخص نفسه',
  },
  'no-face': { en: 'no face seen', ja: '顔が見つからない', 'zh-Hans': '未发现人脸', ar: 'لا يظهر وجه' },
  'several-faces': { en: 'more than one face', ja: '顔が複数ある', 'zh-Hans': '有多张人脸', ar: 'أكثر من وجه' },
  'faces-unknown': {
    en: 'faces could not be looked for',
    ja: '顔の有無を確認できなかった',
    'zh-Hans': '未能检查人脸',
    ar: 'تعذّر البحث عن وجوه فيها',
  },
  copy: {
    en: 'a copy of another file here',
    ja: '別のファイルと同じ内容',
    'zh-Hans': '与另一文件内容相同',
    ar: 'نسخة من ملف آخر هنا',
  },
  unchanged: {
    en: 'imported before, unchanged',
    ja: '前回から変更なし',
    'zh-Hans': '与上次导入相比没有变化',
    ar: 'استُوردت من قبل دون تغيير',
  },
  'not-sharp': {
    en: 'few pixels, the photo will not be sharp',
    ja: '画素数が足りず、鮮明な写真にならない',
    'zh-Hans': '像素不足，照片会不清晰',
    ar: 'عدد البكسلات قليل، فلن تكون الصورة حادة',
  },
  'has-photo': { en: 'has a photo already', ja: '写真が登録済み', 'zh-Hans': '已有照片', ar: 'له صورة من قبل' },
  'present-unknown': {
    en: 'whether there is a photo is not known',
    ja: '登録済みの写真があるか不明',
    'zh-Hans': '不知道是否已有照片',
    ar: 'لا يُعرف إن كانت له صورة',
  },
};

/** What an import is doing. */
export const importPhaseWords: Readonly<Record<ImportPhase, Words>> = {
  listing: {
    en: 'Listing the files',
    ja: 'ファイルを一覧しています',
    'zh-Hans': '正在列出文件',
    ar: 'جارٍ سرد الملفات',
  },
  matching: {
    en: 'Finding the people',
    ja: '対象者を照合しています',
    'zh-Hans': '正在匹配人员',
    ar: 'جارٍ العثور على الأشخاص',
  },
  looking: {
    en: 'Looking at the pictures',
    ja: '画像を確認しています',
    'zh-Hans': '正在查看图片',
    ar: 'جارٍ فحص الصور',
  },
  asking: {
    en: 'Asking who has a photo already',
    ja: '登録済みの写真を確認しています',
    'zh-Hans': '正在查询谁已有照片',
    ar: 'جارٍ السؤال عمّن له صورة من قبل',
  },
  ready: {
    en: 'Looked at. Nothing is saved yet.',
    ja: '確認が終わりました。まだ何も保存していません。',
    'zh-Hans': '已查看完毕，尚未保存任何内容。',
    ar: 'انتهى الفحص. لم يُحفظ شيء بعد.',
  },
  queueing: {
    en: 'Making and saving the photos',
    ja: '写真を作成して保存しています',
    'zh-Hans': '正在制作并保存照片',
    ar: 'جارٍ إعداد الصور وحفظها',
  },
  ended: { en: 'Ended', ja: '終了しました', 'zh-Hans': '已结束', ar: 'انتهى' },
};

/** Why an import ended early, and what to do. */
export const importStopWords: Readonly<Record<ImportStop, Words>> = {
  cancelled: {
    en: 'Cancelled. What was saved stays saved; the next run does the rest.',
    ja: '中止しました。保存済みの写真はそのままです。次回は残りだけを処理します。',
    'zh-Hans': '已取消。已保存的照片保留，下次运行只处理其余部分。',
    ar: 'أُلغي. يبقى ما حُفظ محفوظًا، ويكمل التشغيل التالي الباقي.',
  },
  'source-gone': {
    en: 'The folder or file cannot be read. Check its path and permissions.',
    ja: 'フォルダーまたはファイルを読み取れません。パスとアクセス許可を確認してください。',
    'zh-Hans': '无法读取该文件夹或文件。请检查路径和权限。',
    ar: 'تعذّرت قراءة المجلد أو الملف. تحقّق من مساره وأذوناته.',
  },
  'too-many-files': {
    en: 'There are more than 200,000 files. Import a part at a time.',
    ja: 'ファイルが 20 万個を超えています。分けて取り込んでください。',
    'zh-Hans': '文件超过 20 万个。请分批导入。',
    ar: 'هناك أكثر من 200000 ملف. استورد جزءًا في كل مرة.',
  },
  'not-an-archive': {
    en: 'This is neither a folder nor a whole ZIP archive.',
    ja: 'フォルダーでも正しい ZIP ファイルでもありません。',
    'zh-Hans': '这既不是文件夹，也不是完整的 ZIP 压缩包。',
    ar: 'هذا ليس مجلدًا ولا أرشيف ZIP كاملًا.',
  },
  'list-unreadable': {
    en: 'The list of people and files cannot be read.',
    ja: '対象者とファイルの一覧を読み取れません。',
    'zh-Hans': '无法读取人员与文件清单。',
    ar: 'تعذّرت قراءة قائمة الأشخاص والملفات.',
  },
  'directory-unread': {
    en: 'The directory could not be read, so nobody was matched. Nothing was changed.',
    ja: 'ディレクトリを読み取れなかったため、照合していません。何も変更していません。',
    'zh-Hans': '无法读取目录，因此未进行匹配，未作任何更改。',
    ar: 'تعذّرت قراءة الدليل، فلم يُطابَق أحد. لم يتغيّر شيء.',
  },
  'queue-full': {
    en: 'The queue is full. When photos have been sent, the next run does the rest.',
    ja: '送信待ちの上限に達しました。送信が進んだ後にもう一度実行すると、残りを処理します。',
    'zh-Hans': '上传队列已满。照片发送后再次运行，会处理其余部分。',
    ar: 'قائمة الانتظار ممتلئة. يكمل التشغيل التالي الباقي بعد إرسال بعض الصور.',
  },
  'disk-full': {
    en: 'This machine’s disk is full. Make room; the next run does the rest.',
    ja: 'この端末のディスクがいっぱいです。空きを作ってからもう一度実行すると、残りを処理します。',
    'zh-Hans': '本机磁盘已满。请腾出空间，再次运行会处理其余部分。',
    ar: 'قرص هذا الجهاز ممتلئ. أفسح مجالًا، ويكمل التشغيل التالي الباقي.',
  },
  storage: {
    en: 'This machine’s storage does not take any more photos. See the queue’s notice.',
    ja: 'この端末の記憶域に写真を保存できません。送信待ちの画面の通知を確認してください。',
    'zh-Hans': '本机存储无法再保存照片。请查看上传队列的提示。',
    ar: 'لا تقبل وحدة التخزين في هذا الجهاز مزيدًا من الصور. راجع تنبيه قائمة الانتظار.',
  },
};

/** The columns of an import's result, in their order. */
export const importColumnWords = {
  file: { en: 'File', ja: 'ファイル', 'zh-Hans': '文件', ar: 'الملف' },
  state: { en: 'State', ja: '状態', 'zh-Hans': '状态', ar: 'الحالة' },
  findings: { en: 'Findings', ja: '確認事項', 'zh-Hans': '发现', ar: 'الملاحظات' },
  name: { en: 'Name', ja: '氏名', 'zh-Hans': '姓名', ar: 'الاسم' },
  objectId: { en: 'Object ID', ja: 'オブジェクト ID', 'zh-Hans': '对象 ID', ar: 'معرّف الكائن' },
  userPrincipalName: {
    en: 'User principal name',
    ja: 'ユーザー プリンシパル名',
    'zh-Hans': '用户主体名称',
    ar: 'اسم المستخدم الأساسي',
  },
  employeeNumber: { en: 'Employee number', ja: '社員番号', 'zh-Hans': '员工编号', ar: 'الرقم الوظيفي' },
  service: { en: 'Microsoft 365', ja: 'Microsoft 365', 'zh-Hans': 'Microsoft 365', ar: 'Microsoft 365' },
  reason: { en: 'Reason', ja: '理由', 'zh-Hans': '原因', ar: 'السبب' },
  requestId: { en: 'Request ID', ja: '要求 ID', 'zh-Hans': '请求 ID', ar: 'معرّف الطلب' },
  upload: { en: 'Upload', ja: '送信 ID', 'zh-Hans': '上传任务', ar: 'الإرسال' },
} as const satisfies Readonly<Record<string, Words>>;
