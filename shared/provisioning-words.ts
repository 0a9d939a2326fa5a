import type { Words } from './language.ts';
import type { ProvisioningProblem } from './sign-in-state.ts';

/** Why a handed-over secret or certificate was not taken, with what to do. */
export const provisioningWords: Readonly<Record<ProvisioningProblem, Words>> = {
  empty: {
    en: 'Nothing was handed over. Name a certificate file, or type the secret.',
    ja: '何も渡されていません。証明書ファイルを指定するか、シークレットを入力してください。',
    'zh-Hans': '未提供任何内容。请指定证书文件或输入密码。',
    ar: 'لم يُسلَّم شيء. حدّد ملف شهادة أو اكتب السر.',
  },
  'not-a-certificate-file': {
    en: 'This is neither a PEM nor a PFX file.',
    ja: 'PEM でも PFX でもないファイルです。',
    'zh-Hans': '该文件既不是 PEM 也不是 PFX。',
    ar: 'هذا الملف ليس PEM ولا PFX.',
  },
  'passphrase-needed': {
    en: 'The file is protected. Give its passphrase.',
    ja: 'ファイルは保護されています。パスフレーズを入力してください。',
    'zh-Hans': '该文件受保护，请提供密码短语。',
    ar: 'الملف محمي. أدخل عبارة المرور الخاصة به.',
  },
  'passphrase-wrong': {
    en: 'The passphrase does not open the file.',
    ja: 'パスフレーズが違うため、ファイルを開けません。',
    'zh-Hans': '密码短语无法打开该文件。',
    ar: 'عبارة المرور لا تفتح الملف.',
  },
  'protection-unknown': {
    en: 'The file is protected in a way that this station does not know. Export it again with AES-256 and SHA-256.',
    ja: 'この端末では開けない方式で保護されています。AES-256 と SHA-256 を指定して書き出し直してください。',
    'zh-Hans': '该文件的保护方式不受本机支持。请使用 AES-256 和 SHA-256 重新导出。',
    ar: 'الملف محمي بطريقة لا تعرفها هذه المحطة. صدّره من جديد باستخدام AES-256 وSHA-256.',
  },
  'no-certificate': {
    en: 'The file holds no readable certificate.',
    ja: 'ファイルに読み取れる証明書がありません。',
    'zh-Hans': '文件中没有可读取的证书。',
    ar: 'لا يحتوي الملف على شهادة قابلة للقراءة.',
  },
  'no-private-key': {
    en: 'The file holds no private key. Export the certificate together with its key.',
    ja: 'ファイルに秘密鍵がありません。証明書を秘密鍵と一緒に書き出してください。',
    'zh-Hans': '文件中没有私钥。请将证书连同私钥一起导出。',
    ar: 'لا يحتوي الملف على مفتاح خاص. صدّر الشهادة مع مفتاحها.',
  },
  'key-does-not-match': {
    en: 'The private key belongs to another certificate.',
    ja: '秘密鍵は別の証明書のものです。',
    'zh-Hans': '私钥与证书不匹配。',
    ar: 'المفتاح الخاص يعود إلى شهادة أخرى.',
  },
  'not-rsa': {
    en: 'Microsoft Entra takes RSA certificates only.',
    ja: 'Microsoft Entra で使えるのは RSA の証明書だけです。',
    'zh-Hans': 'Microsoft Entra 只接受 RSA 证书。',
    ar: 'لا يقبل Microsoft Entra إلا شهادات RSA.',
  },
  'key-too-short': {
    en: 'The key is shorter than 2048 bits. Create a certificate with a longer one.',
    ja: '鍵が 2048 ビット未満です。より長い鍵の証明書を作成してください。',
    'zh-Hans': '密钥短于 2048 位。请创建密钥更长的证书。',
    ar: 'المفتاح أقصر من 2048 بت. أنشئ شهادة بمفتاح أطول.',
  },
  expired: {
    en: 'The certificate has expired, or this machine’s clock is wrong.',
    ja: '証明書の有効期限が切れているか、この端末の時計がずれています。',
    'zh-Hans': '证书已过期，或本机时钟不准。',
    ar: 'انتهت صلاحية الشهادة، أو أن ساعة هذا الجهاز غير صحيحة.',
  },
  'not-yet-valid': {
    en: 'The certificate is not valid yet, or this machine’s clock is wrong.',
    ja: '証明書の有効期間がまだ始まっていないか、この端末の時計がずれています。',
    'zh-Hans': '证书尚未生效，或本机时钟不准。',
    ar: 'لم تبدأ صلاحية الشهادة بعد، أو أن ساعة هذا الجهاز غير صحيحة.',
  },
  'not-kept': {
    en: 'It could not be written to this station’s disk. Nothing was changed or wiped.',
    ja: 'この端末のディスクに書き込めませんでした。何も変更、消去されていません。',
    'zh-Hans': '无法写入本机磁盘。未更改或擦除任何内容。',
    ar: 'تعذّرت الكتابة على قرص هذه المحطة. لم يتغيّر شيء ولم يُمحَ شيء.',
  },
  'not-what-settings-say': {
    en: 'The settings ask for the other kind. Change signIn.credential, or hand over what it names.',
    ja: '設定と種類が異なります。signIn.credential を変更するか、その種類のものを渡してください。',
    'zh-Hans': '与设置中的类型不符。请修改 signIn.credential，或提供其指定的类型。',
    ar: 'تطلب الإعدادات النوع الآخر. غيّر signIn.credential، أو سلّم ما يحدده.',
  },
};
