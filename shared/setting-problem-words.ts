import { type Language, languages, type Words } from './language.ts';

const words = (en: string, ja: string, zhHans: string, ar: string): Words => ({ en, ja, 'zh-Hans': zhHans, ar });

/** Text that is the same in every language: a value as it stands in a file, a code. */
export const inEveryLanguage = (text: string): Words => words(text, text, text, text);

const oneOf = words('one of {{values}}', '{{values}} のいずれか', '{{values}} 之一', 'إحدى القيم {{values}}');

/** What a setting, or the file, has to be. The schema refuses with the name of an entry, and holds the values that some name. */
export const expectedWords = {
  string: words('text', '文字列', '文本', 'نص'),
  number: words('a number', '数値', '数字', 'رقم'),
  int: words('a whole number', '整数', '整数', 'عدد صحيح'),
  boolean: words('true or false', 'true または false', 'true 或 false', 'true أو false'),
  array: words('a list in [ ]', '[ ] で囲んだリスト', '用 [ ] 括起来的列表', 'قائمة بين [ ]'),
  object: words('settings in { }', '{ } で囲んだ設定', '用 { } 括起来的设置', 'إعدادات بين { }'),
  oneOf,
  atMost: words('at most {{limit}}', '{{limit}} 以下', '不超过 {{limit}}', '{{limit}} على الأكثر'),
  atLeast: words('at least {{limit}}', '{{limit}} 以上', '不小于 {{limit}}', '{{limit}} على الأقل'),
  atMostCharacters: words(
    'at most {{limit}} character(s)',
    '{{limit}} 文字以内',
    '不超过 {{limit}} 个字符',
    'نص لا يزيد عدد أحرفه على {{limit}}',
  ),
  atLeastCharacters: words(
    'at least {{limit}} character(s)',
    '{{limit}} 文字以上',
    '至少 {{limit}} 个字符',
    'نص لا يقل عدد أحرفه عن {{limit}}',
  ),
  atMostItems: words(
    'at most {{limit}} item(s)',
    '{{limit}} 件以内',
    '不超过 {{limit}} 项',
    'قائمة لا يزيد عدد عناصرها على {{limit}}',
  ),
  atLeastItems: words(
    'at least {{limit}} item(s)',
    '{{limit}} 件以上',
    '至少 {{limit}} 项',
    'قائمة لا يقل عدد عناصرها عن {{limit}}',
  ),
  atMostBytes: words(
    'at most {{limit}} bytes',
    '{{limit}} バイト以内',
    '不超过 {{limit}} 字节',
    'ملف لا يزيد حجمه على {{limit}} بايت',
  ),
  known: words(
    'a known setting (see docs/settings.schema.json)',
    'この端末が知っている設定 (docs/settings.schema.json を参照)',
    '本机认识的设置（见 docs/settings.schema.json）',
    'إعداد معروف (انظر docs/settings.schema.json)',
  ),
  safeUrl: words(
    'an https URL (http only on 127.0.0.1, localhost or [::1])',
    'https の URL (http は 127.0.0.1、localhost、[::1] のみ)',
    'https 网址（http 仅限 127.0.0.1、localhost 或 [::1]）',
    'عنوان https (يُقبل http على 127.0.0.1 و localhost و [::1] فقط)',
  ),
  guid: words('a GUID', 'GUID', 'GUID', 'معرّف GUID'),
  domain: words('a domain name', 'ドメイン名', '域名', 'اسم نطاق'),
  methodPut: words(
    '"PUT" (PATCH only where tenant.api is one of {{values}})',
    '"PUT" (PATCH が使えるのは tenant.api が {{values}} のときだけです)',
    '"PUT"（仅当 tenant.api 为 {{values}} 时可用 PATCH）',
    '"PUT" (لا يُقبل PATCH إلا إذا كان tenant.api إحدى القيم {{values}})',
  ),
  signInMode: oneOf,
  stationMode: words(
    'one of {{values}} (for people with their own account set signIn.mode to "self-service")',
    '{{values}} のいずれか (本人のアカウントで使う端末では signIn.mode を "self-service" にします)',
    '{{values}} 之一（若由本人账户使用，请将 signIn.mode 设为 "self-service"）',
    'إحدى القيم {{values}} (لمن يستخدم حسابه الخاص اضبط signIn.mode على "self-service")',
  ),
  openTrust: words(
    '"open" (with signIn.mode "self-service" people show who they are by signing in)',
    '"open" (signIn.mode が "self-service" のときは、サインインで本人を確かめます)',
    '"open"（signIn.mode 为 "self-service" 时，由登录确认本人身份）',
    '"open" (عندما يكون signIn.mode هو "self-service" يثبت الأشخاص هويتهم بتسجيل الدخول)',
  ),
  colour: words('a colour like #2f5d50', '#2f5d50 のような色', '形如 #2f5d50 的颜色', 'لون بالشكل #2f5d50'),
  pattern: words('a regular expression', '正規表現', '正则表达式', 'تعبير نمطي'),
  absolutePath: words('an absolute path', '絶対パス', '绝对路径', 'مسار مطلق'),
  readingAttribute: words(
    'extensionAttribute1 to extensionAttribute15',
    'extensionAttribute1 から extensionAttribute15 まで',
    'extensionAttribute1 至 extensionAttribute15',
    'من extensionAttribute1 إلى extensionAttribute15',
  ),
  headInPhoto: words(
    'headShare and headroom to be at most 1 together',
    'headShare と headroom の合計で 1 以下',
    'headShare 与 headroom 之和不超过 1',
    'ألا يزيد مجموع headShare و headroom على 1',
  ),
  bothEndpoints: words(
    'connecting.authority and connecting.graphUrl together, or neither',
    'connecting.authority と connecting.graphUrl の両方 (またはどちらもなし)',
    'connecting.authority 与 connecting.graphUrl 同时填写，或都不填写',
    'connecting.authority و connecting.graphUrl معًا، أو لا هذا ولا ذاك',
  ),
  pinHash: words('the hash of a PIN', 'PIN のハッシュ', 'PIN 的哈希值', 'قيمة تجزئة لرمز PIN'),
  company: words(
    'the company that the data of this station belongs to, or "demo"',
    'この端末のデータが属する会社、または "demo"',
    '本机数据所属的公司，或 "demo"',
    'الشركة التي تخصها بيانات هذه المحطة، أو "demo"',
  ),
  logoType: words(
    'an .svg, .png or .jpg file',
    '.svg、.png、.jpg のファイル',
    '.svg、.png 或 .jpg 文件',
    'ملف ‎.svg أو ‎.png أو ‎.jpg',
  ),
  readablePicture: words(
    'a readable picture file',
    '読み取れる画像ファイル',
    '可读取的图片文件',
    'ملف صورة يمكن قراءته',
  ),
  readableFile: words('a readable file', '読み取れるファイル', '可读取的文件', 'ملف يمكن قراءته'),
  unicode: words(
    'text in UTF-8 or UTF-16',
    'UTF-8 か UTF-16 のテキスト',
    'UTF-8 或 UTF-16 文本',
    'نص بترميز UTF-8 أو UTF-16',
  ),
  json: inEveryLanguage('JSON'),
  jsonObject: words('a JSON object', 'JSON のオブジェクト', 'JSON 对象', 'كائن JSON'),
} as const satisfies Readonly<Record<string, Words>>;
export type Expectation = keyof typeof expectedWords;

/** What was found where it is no value of the file. */
export const actualWords = {
  nothing: words('nothing', 'なし', '无', 'لا شيء'),
  unknownKey: words('unknown key {{key}}', '未知のキー {{key}}', '未知的键 {{key}}', 'مفتاح غير معروف {{key}}'),
  bytes: words('{{size}} bytes', '{{size}} バイト', '{{size}} 字节', '{{size}} بايت'),
  otherEncoding: words(
    'another encoding; save it as UTF-8',
    '別の文字コード (UTF-8 で保存してください)',
    '其他编码（请存为 UTF-8）',
    'ترميز آخر (احفظه بترميز UTF-8)',
  ),
  otherValue: words('something else', '別のもの', '其他内容', 'شيء آخر'),
} as const satisfies Readonly<Record<string, Words>>;

/** Between alternatives; a sentence of Japanese runs on before and after, so that each stands in brackets there. */
const alternative: Words = words(' or ', '」または「', '或', ' أو ');
const brackets: Partial<Record<Language, readonly [open: string, close: string]>> = { ja: ['「', '」'] };
const listMark: Words = words(', ', '、', '、', '، ');

function everyLanguage(text: (language: Language) => string): Words {
  return Object.fromEntries(languages.map((one) => [one, text(one)])) as Record<Language, string>;
}

/** Words with values in their places; several values stand as that language's list. */
export function filledIn(
  sentence: Words,
  values: Readonly<Record<string, string | number | readonly string[]>>,
): Words {
  return everyLanguage((language) =>
    sentence[language].replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name] ?? '';
      return typeof value === 'object' ? value.join(listMark[language]) : String(value);
    }),
  );
}

/** One or the other. */
export function eitherOf(choices: readonly Words[]): Words {
  return everyLanguage((language) => {
    const said = [...new Set(choices.map((one) => one[language]))];
    const [open, close] = (said.length > 1 ? brackets[language] : undefined) ?? ['', ''];
    return `${open}${said.join(alternative[language])}${close}`;
  });
}

/** The words of an expectation by its name, with the values that belong to it; `undefined` where there is none by that name. */
export function expectationNamed(
  name: string,
  valuesOf: Partial<Readonly<Record<Expectation, readonly string[]>>> = {},
): Words | undefined {
  if (!Object.hasOwn(expectedWords, name)) return undefined;
  const known = name as Expectation;
  const values = valuesOf[known]?.map((value) => JSON.stringify(value));
  return values === undefined ? expectedWords[known] : filledIn(expectedWords[known], { values });
}
