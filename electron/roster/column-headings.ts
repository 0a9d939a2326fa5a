import type { Language } from '../../shared/language.ts';
import { type RosterField, rosterFields } from '../../shared/roster.ts';

/** The heading of each field in the template that people download; the first of the headings that are understood. */
export const templateHeadings: Readonly<Record<RosterField, Readonly<Record<Language, string>>>> = {
  objectId: { en: 'Object ID', ja: 'オブジェクト ID', 'zh-Hans': '对象 ID', ar: 'معرّف الكائن' },
  userPrincipalName: {
    en: 'User principal name',
    ja: 'ユーザー プリンシパル名',
    'zh-Hans': '用户主体名称',
    ar: 'اسم المستخدم الأساسي',
  },
  mail: { en: 'Mail', ja: 'メール アドレス', 'zh-Hans': '电子邮件', ar: 'البريد' },
  mailNickname: { en: 'Mail nickname', ja: 'メール ニックネーム', 'zh-Hans': '邮件别名', ar: 'الاسم المستعار للبريد' },
  employeeNumber: { en: 'Employee number', ja: '社員番号', 'zh-Hans': '员工编号', ar: 'الرقم الوظيفي' },
  reference: { en: 'Person', ja: '対象者', 'zh-Hans': '人员', ar: 'الشخص' },
  displayName: { en: 'Name', ja: '氏名', 'zh-Hans': '姓名', ar: 'الاسم' },
  givenName: { en: 'Given name', ja: '名', 'zh-Hans': '名', ar: 'الاسم الأول' },
  surname: { en: 'Surname', ja: '姓', 'zh-Hans': '姓', ar: 'اسم العائلة' },
  department: { en: 'Department', ja: '部署', 'zh-Hans': '部门', ar: 'القسم' },
  file: { en: 'File', ja: 'ファイル', 'zh-Hans': '文件', ar: 'الملف' },
};

/** Further headings that lists of other programs carry, folded as {@link foldHeading} folds. */
const furtherHeadings: Readonly<Record<RosterField, string>> = {
  objectId: 'objectid|id|azureadobjectid|entraobjectid|entraid|オブジェクトid|对象id',
  userPrincipalName: 'userprincipalname|upn|username|signinname|login|ユーザー名|ユーザープリンシパル名|用户名|登录名',
  mail: 'mail|email|emailaddress|mailaddress|primarysmtpaddress|emailid|メール|メールアドレス|eメール|邮箱|电子邮箱|电子邮件|邮件地址',
  mailNickname: 'mailnickname|alias|samaccountname|onpremisessamaccountname|エイリアス|别名',
  employeeNumber:
    'employeenumber|employeeid|employeeno|employee|personnelnumber|personnelno|staffid|staffnumber|staffno|badgenumber|badgeid|' +
    'badge|number|no|id番号|従業員番号|社員no|社員id|職員番号|番号|工号|员工号|职工号|学号|编号',
  reference: 'memberobjectidorupn|person|personid|対象者|人员',
  displayName: 'displayname|name|fullname|employeename|personname|氏名|名前|社員名|表示名|姓名|员工姓名|名字|显示名称',
  givenName: 'givenname|firstname|first|forename|名|名前名|名（名）',
  surname: 'surname|lastname|last|familyname|sn|姓|名字姓|姓氏',
  department: 'department|dept|division|unit|team|部署|部門|所属|部门|科室',
  file: 'file|filename|photo|photofile|picture|image|imagefile|ファイル|ファイル名|写真|文件|文件名|照片',
};

/** Folds a heading: width, case, blanks and punctuation make no difference. */
export function foldHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

const known = new Map<string, RosterField>();
for (const field of rosterFields) {
  const headings = [field, ...Object.values(templateHeadings[field]), ...furtherHeadings[field].split('|')];
  for (const heading of headings.map(foldHeading)) if (!known.has(heading)) known.set(heading, field);
}

/**
 * The field that a heading names; `undefined` when none is known. Entra's templates write the property in brackets
 * (`… [memberObjectIdOrUpn] Required`), which counts before the words; the kiosk's own template joins languages with ` / `.
 */
export function fieldOfHeading(heading: string): RosterField | undefined {
  const property = /\[(\w+)\]/.exec(heading)?.[1];
  if (property !== undefined) return known.get(foldHeading(property));
  const whole = known.get(foldHeading(heading));
  return whole ?? known.get(foldHeading(heading.split(' / ')[0] ?? ''));
}
