import { byItself, type CodeRow } from './outcome-code-row.ts';

/** What the codes of a network failure mean, and of answers that were not the service's own. */
export const networkRows: readonly CodeRow[] = [
  {
    kind: 'offline',
    codes: ['captive-portal', 'redirected', 'not-the-service'],
    actor: 'operator',
    meaning: {
      en: 'The network answers in place of Microsoft 365: a Wi-Fi sign-in page or a filter.',
      ja: 'Microsoft 365 の代わりにネットワーク (Wi-Fi のログイン画面やフィルター) が応答しています。',
      'zh-Hans': '网络代替 Microsoft 365 作出了应答：可能是 Wi-Fi 登录页或过滤设备。',
      ar: 'الشبكة هي التي ترد بدلًا من Microsoft 365: صفحة تسجيل دخول إلى شبكة Wi-Fi أو أداة تصفية.',
    },
    whatToDo: {
      en: 'Sign this machine in to the Wi-Fi, or ask for the addresses in the guide to be let through. The photo is then sent by itself.',
      ja: 'この端末で Wi-Fi にログインするか、ガイドにあるアドレスの通過を依頼してください。その後、写真は自動で送られます。',
      'zh-Hans': '请在本机登录 Wi-Fi，或请网络管理员放行指南中的地址。之后照片会自动发送。',
      ar: 'سجّل دخول هذا الجهاز إلى شبكة Wi-Fi، أو اطلب السماح بالعناوين المذكورة في الدليل. تُرسَل الصورة بعدها تلقائيًا.',
    },
  },
  {
    kind: 'offline',
    codes: [
      'proxy-sign-in',
      'ERR_PROXY_AUTH_REQUESTED',
      'ERR_PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION',
      'ERR_PROXY_AUTH_UNSUPPORTED',
    ],
    actor: 'admin',
    meaning: {
      en: 'The proxy of this network asks for a sign-in that the station does not have.',
      ja: 'ネットワークのプロキシが、端末にはない認証を求めています。',
      'zh-Hans': '此网络的代理要求登录，而本机没有相应凭据。',
      ar: 'يطلب خادم الوكيل في هذه الشبكة تسجيل دخول لا تملكه المحطة.',
    },
    whatToDo: {
      en: 'Let this machine through the proxy without a sign-in, or set the proxy’s sign-in in the operating system.',
      ja: 'この端末を認証なしで通過させるか、OS にプロキシの認証を設定してください。',
      'zh-Hans': '请允许本机免登录通过代理，或在操作系统中设置代理凭据。',
      ar: 'اسمح لهذا الجهاز بالمرور عبر خادم الوكيل دون تسجيل دخول، أو اضبط بيانات دخوله في نظام التشغيل.',
    },
  },
  {
    kind: 'offline',
    codes: ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ERR_NAME_NOT_RESOLVED', 'ERR_NAME_RESOLUTION_FAILED'],
    actor: 'nobody',
    meaning: {
      en: 'The name of Microsoft 365’s server could not be resolved.',
      ja: 'Microsoft 365 のサーバー名を解決できませんでした。',
      'zh-Hans': '无法解析 Microsoft 365 服务器的名称。',
      ar: 'تعذّر العثور على اسم خادم Microsoft 365.',
    },
    whatToDo: {
      en: 'Check the cable or Wi-Fi and the DNS server of this station. The photo is sent by itself when the network is back.',
      ja: 'ケーブルまたは Wi-Fi と DNS サーバーを確認してください。復旧すると写真は自動で送られます。',
      'zh-Hans': '请检查网线或 Wi-Fi 以及 DNS 服务器。网络恢复后照片会自动发送。',
      ar: 'تحقّق من الكابل أو Wi-Fi ومن خادم DNS لهذه المحطة. تُرسَل الصورة تلقائيًا عند عودة الشبكة.',
    },
  },
  {
    kind: 'offline',
    codes: [
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'ERR_CERT_AUTHORITY_INVALID',
      'ERR_CERT_DATE_INVALID',
      'ERR_CERT_COMMON_NAME_INVALID',
    ],
    actor: 'admin',
    meaning: {
      en: 'The server’s certificate is not trusted on this station, so nothing was sent.',
      ja: 'サーバーの証明書をこの端末が信頼できないため、何も送信していません。',
      'zh-Hans': '本机不信任服务器的证书，因此未发送任何内容。',
      ar: 'شهادة الخادم غير موثوق بها في هذه المحطة، فلم يُرسَل شيء.',
    },
    whatToDo: {
      en: 'Check the station’s date and time. If your network inspects TLS, install its certificate authority in the operating system, or leave Microsoft’s addresses out of the inspection.',
      ja: '端末の日時を確認してください。ネットワークで TLS を検査している場合は、その認証局を OS に登録するか、Microsoft のアドレスを検査から除外してください。',
      'zh-Hans':
        '请检查本机的日期和时间。若网络会检查 TLS，请在操作系统中安装其证书颁发机构，或将 Microsoft 的地址排除在检查之外。',
      ar: 'تحقّق من التاريخ والوقت في المحطة. وإذا كانت شبكتكم تفحص TLS، فثبّت مرجع شهاداتها في نظام التشغيل، أو استثنِ عناوين Microsoft من الفحص.',
    },
  },
  {
    kind: 'offline',
    codes: ['timeout', 'answer-cut'],
    actor: 'nobody',
    meaning: {
      en: 'The connection was too slow or broke off before the answer was whole.',
      ja: '接続が遅すぎるか、応答の途中で切れました。',
      'zh-Hans': '连接过慢，或在应答完成前中断。',
      ar: 'كان الاتصال بطيئًا جدًا أو انقطع قبل اكتمال الرد.',
    },
    whatToDo: byItself,
  },
  {
    kind: 'offline',
    codes: ['sign-in-unreachable'],
    actor: 'nobody',
    meaning: {
      en: 'Microsoft’s sign-in server could not be reached.',
      ja: 'Microsoft のサインイン サーバーに接続できませんでした。',
      'zh-Hans': '无法连接到 Microsoft 的登录服务器。',
      ar: 'تعذّر الوصول إلى خادم تسجيل الدخول من Microsoft.',
    },
    whatToDo: {
      en: 'Check the network of this station. The photo is sent by itself when the network is back.',
      ja: '端末のネットワークを確認してください。復旧すると写真は自動で送られます。',
      'zh-Hans': '请检查本机网络。网络恢复后照片会自动发送。',
      ar: 'تحقّق من شبكة هذه المحطة. تُرسَل الصورة تلقائيًا عند عودة الشبكة.',
    },
  },
];
