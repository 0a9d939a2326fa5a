import type { Words } from './language.ts';
import type { AmbiguityReason, MatchedBy, RosterField, RosterRowStateKind } from './roster.ts';
import type { JobStateKind, ParkReason } from './upload-job.ts';

/** How far a row is. */
export const rowStateWords: Readonly<Record<RosterRowStateKind, Words>> = {
  open: { en: 'Not yet photographed', ja: '未撮影', 'zh-Hans': '尚未拍照', ar: 'لم يُصوَّر بعد' },
  captured: { en: 'Photographed', ja: '撮影済み', 'zh-Hans': '已拍照', ar: 'تم التصوير' },
  'needs-retake': { en: 'Needs a retake', ja: '要再撮影', 'zh-Hans': '需要重拍', ar: 'يحتاج إلى إعادة تصوير' },
  skipped: { en: 'Skipped', ja: '後回し', 'zh-Hans': '已跳过', ar: 'تم تخطيه' },
  'no-show': { en: 'Did not come', ja: '欠席', 'zh-Hans': '未到场', ar: 'لم يحضر' },
  declined: { en: 'Declined', ja: '辞退', 'zh-Hans': '本人谢绝', ar: 'اعتذر' },
};

/** How far the photo of a row is; never a word stronger than what is known. */
export const photoStateWords: Readonly<Record<JobStateKind, Words>> = {
  waiting: {
    en: 'Saved, not yet sent',
    ja: '保存済み・未送信',
    'zh-Hans': '已保存，尚未发送',
    ar: 'محفوظة ولم تُرسَل بعد',
  },
  sending: { en: 'Being sent', ja: '送信中', 'zh-Hans': '正在发送', ar: 'قيد الإرسال' },
  accepted: {
    en: 'Accepted, not yet confirmed',
    ja: '受付済み・未確認',
    'zh-Hans': '已接受，尚未确认',
    ar: 'مقبولة ولم تُؤكَّد بعد',
  },
  confirmed: { en: 'Confirmed', ja: '登録を確認', 'zh-Hans': '已确认', ar: 'مؤكَّدة' },
  parked: { en: 'Needs attention', ja: '要対応', 'zh-Hans': '需要处理', ar: 'تحتاج إلى انتباه' },
  superseded: {
    en: 'Replaced by a newer photo',
    ja: '新しい写真に置き換え',
    'zh-Hans': '已被更新的照片取代',
    ar: 'حلّت محلها صورة أحدث',
  },
  withdrawn: { en: 'Withdrawn', ja: '取り下げ済み', 'zh-Hans': '已撤回', ar: 'مسحوبة' },
};

/** Why a photo rests, where it was not Microsoft 365 that said so. */
export const ownParkWords: Readonly<
  Record<Extract<ParkReason, 'damaged' | 'not-stored' | 'awaiting-approval'>, Words>
> = {
  damaged: {
    en: 'The photo is damaged on this station and was not sent. Take it again.',
    ja: 'この端末上の写真が破損しているため送信していません。撮り直してください。',
    'zh-Hans': '照片在本机上已损坏，未发送。请重新拍摄。',
    ar: 'الصورة تالفة في هذه المحطة ولم تُرسَل. التقطها من جديد.',
  },
  'not-stored': {
    en: 'Microsoft 365 accepted the photo twice and still shows the older one.',
    ja: 'Microsoft 365 は写真を 2 回受け付けましたが、以前の写真が表示されたままです。',
    'zh-Hans': 'Microsoft 365 两次接受了照片，但仍显示旧照片。',
    ar: 'قبِل Microsoft 365 الصورة مرتين وما زال يعرض الصورة الأقدم.',
  },
  'awaiting-approval': {
    en: 'Staff have not let the photo go yet.',
    ja: 'スタッフがまだ送信を許可していません。',
    'zh-Hans': '工作人员尚未批准发送这张照片。',
    ar: 'لم يسمح الموظفون بإرسال الصورة بعد.',
  },
};

/** The fields of a list. */
export const fieldWords: Readonly<Record<RosterField, Words>> = {
  objectId: { en: 'object ID', ja: 'オブジェクト ID', 'zh-Hans': '对象 ID', ar: 'معرّف الكائن' },
  userPrincipalName: {
    en: 'user principal name',
    ja: 'ユーザー プリンシパル名',
    'zh-Hans': '用户主体名称',
    ar: 'اسم المستخدم الأساسي',
  },
  mail: { en: 'mail address', ja: 'メール アドレス', 'zh-Hans': '电子邮件地址', ar: 'عنوان البريد' },
  mailNickname: { en: 'mail nickname', ja: 'メール ニックネーム', 'zh-Hans': '邮件别名', ar: 'الاسم المستعار للبريد' },
  employeeNumber: { en: 'employee number', ja: '社員番号', 'zh-Hans': '员工编号', ar: 'الرقم الوظيفي' },
  reference: {
    en: 'object ID, address or number',
    ja: 'オブジェクト ID・アドレス・番号のいずれか',
    'zh-Hans': '对象 ID、地址或编号',
    ar: 'معرّف الكائن أو العنوان أو الرقم',
  },
  displayName: { en: 'name', ja: '氏名', 'zh-Hans': '姓名', ar: 'الاسم' },
  givenName: { en: 'given name', ja: '名', 'zh-Hans': '名', ar: 'الاسم الأول' },
  surname: { en: 'surname', ja: '姓', 'zh-Hans': '姓', ar: 'اسم العائلة' },
  department: { en: 'department', ja: '部署', 'zh-Hans': '部门', ar: 'القسم' },
  file: { en: 'picture file', ja: '写真ファイル', 'zh-Hans': '照片文件', ar: 'ملف الصورة' },
};

/** How somebody was found, as the end of "found by …". */
export const matchedByWords: Readonly<Record<MatchedBy, Words>> = {
  objectId: fieldWords.objectId,
  userPrincipalName: fieldWords.userPrincipalName,
  mail: fieldWords.mail,
  mailNickname: fieldWords.mailNickname,
  employeeNumber: fieldWords.employeeNumber,
  name: { en: 'name alone', ja: '氏名のみ', 'zh-Hans': '仅凭姓名', ar: 'الاسم وحده' },
  person: { en: 'the operator’s choice', ja: '担当者の選択', 'zh-Hans': '工作人员选择', ar: 'اختيار الموظف' },
};

/** Why a person must choose. */
export const ambiguityWords: Readonly<Record<AmbiguityReason, Words>> = {
  'identifiers-disagree': {
    en: 'the row’s identifiers belong to different people',
    ja: '行の識別情報がそれぞれ別の人のものです',
    'zh-Hans': '该行的标识信息属于不同的人',
    ar: 'معرّفات الصف تعود إلى أشخاص مختلفين',
  },
  'several-people': {
    en: 'several people have this identifier',
    ja: '同じ識別情報を持つ人が複数います',
    'zh-Hans': '有多人使用同一标识信息',
    ar: 'لعدة أشخاص هذا المعرّف',
  },
  'name-not-unique': {
    en: 'several people or rows have this name',
    ja: '同じ名前の人または行が複数あります',
    'zh-Hans': '有多人或多行使用同一姓名',
    ar: 'لعدة أشخاص أو صفوف هذا الاسم',
  },
  'name-only-likely': {
    en: 'the name is known, but the row’s identifier is another',
    ja: '同じ名前の人はいますが、識別情報が一致しません',
    'zh-Hans': '有同名的人，但标识信息不一致',
    ar: 'الاسم معروف، لكن معرّف الصف مختلف',
  },
};

/** The columns of the results. */
export const resultColumnWords = {
  name: { en: 'Name', ja: '氏名', 'zh-Hans': '姓名', ar: 'الاسم' },
  employeeNumber: { en: 'Employee number', ja: '社員番号', 'zh-Hans': '员工编号', ar: 'الرقم الوظيفي' },
  userPrincipalName: {
    en: 'User principal name',
    ja: 'ユーザー プリンシパル名',
    'zh-Hans': '用户主体名称',
    ar: 'اسم المستخدم الأساسي',
  },
  objectId: { en: 'Object ID', ja: 'オブジェクト ID', 'zh-Hans': '对象 ID', ar: 'معرّف الكائن' },
  personKey: { en: 'Card', ja: 'カード', 'zh-Hans': '卡片', ar: 'البطاقة' },
  state: { en: 'State', ja: '状態', 'zh-Hans': '状态', ar: 'الحالة' },
  reason: { en: 'Reason', ja: '理由', 'zh-Hans': '原因', ar: 'السبب' },
  requestId: { en: 'Request ID', ja: '要求 ID', 'zh-Hans': '请求 ID', ar: 'معرّف الطلب' },
  capturedAt: { en: 'Taken at', ja: '撮影日時', 'zh-Hans': '拍摄时间', ar: 'وقت الالتقاط' },
  station: { en: 'Station', ja: '端末', 'zh-Hans': '拍照设备', ar: 'المحطة' },
  noticeVersion: { en: 'Notice version', ja: 'お知らせの版', 'zh-Hans': '告知版本', ar: 'إصدار الإشعار' },
  remarks: { en: 'Remarks', ja: '備考', 'zh-Hans': '备注', ar: 'ملاحظات' },
} as const satisfies Readonly<Record<string, Words>>;

/** What else the results say of a row. */
export const remarkWords = {
  'walk-in': { en: 'walk-in', ja: '当日参加', 'zh-Hans': '临时到场', ar: 'حضر دون موعد' },
  gone: { en: 'no longer on the list', ja: '最新の名簿にない', 'zh-Hans': '已不在名单上', ar: 'لم يعد في القائمة' },
  'without-account': { en: 'no account yet', ja: 'アカウント未特定', 'zh-Hans': '尚无对应账户', ar: 'لا حساب له بعد' },
} as const satisfies Readonly<Record<string, Words>>;
