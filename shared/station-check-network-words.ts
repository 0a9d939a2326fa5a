import type { Words } from './language.ts';
import type { CheckItem } from './station-check.ts';
import { type LineWords, network, notReached } from './station-check-line-words.ts';

const portal: Words = {
  en: 'Sign this machine in to the Wi-Fi, or leave this address out of the filter.',
  ja: 'この端末で Wi-Fi にログインするか、このアドレスをフィルターから除外してください。',
  'zh-Hans': '请在本机登录 Wi-Fi，或将此地址排除在过滤之外。',
  ar: 'سجّل دخول هذا الجهاز إلى شبكة Wi-Fi، أو استثنِ هذا العنوان من التصفية.',
};
const setClock: Words = {
  en: 'Turn on automatic time in the operating system. Sign-in fails when the clock is more than five minutes off.',
  ja: 'OS の時刻の自動設定を有効にしてください。5 分以上ずれるとサインインできません。',
  'zh-Hans': '请在操作系统中开启自动对时。偏差超过五分钟将无法登录。',
  ar: 'فعّل ضبط الوقت تلقائيًا في نظام التشغيل. يفشل تسجيل الدخول إذا زاد فرق الساعة على خمس دقائق.',
};
const settings: Words = {
  en: 'Compare tenant.cloud, tenant.api and tenant.graphUrl in the settings with your tenant.',
  ja: '設定の tenant.cloud、tenant.api、tenant.graphUrl をテナントと照合してください。',
  'zh-Hans': '请将设置中的 tenant.cloud、tenant.api、tenant.graphUrl 与租户核对。',
  ar: 'قارن tenant.cloud وtenant.api وtenant.graphUrl في الإعدادات بالمستأجر لديكم.',
};
const embedded: LineWords = {
  found: {
    en: 'Not needed: the demo tenant runs inside this station.',
    ja: '不要です。デモ用テナントはこの端末の中で動いています。',
    'zh-Hans': '不需要：演示租户在本机内运行。',
    ar: 'غير مطلوب: يعمل المستأجر التجريبي داخل هذه المحطة.',
  },
};
const thisMachine: LineWords = {
  found: {
    en: 'Not needed: the address is on this machine.',
    ja: '不要です。アドレスはこの端末上にあります。',
    'zh-Hans': '不需要：地址就在本机。',
    ar: 'غير مطلوب: العنوان على هذا الجهاز.',
  },
};
const captivePortal: LineWords = {
  found: {
    en: 'A Wi-Fi sign-in page or a filter answered instead.',
    ja: 'Wi-Fi のログイン画面またはフィルターが代わりに応答しました。',
    'zh-Hans': '应答来自 Wi-Fi 登录页或过滤设备。',
    ar: 'ردّت بدلًا منه صفحة دخول إلى Wi-Fi أو أداة تصفية.',
  },
  fix: portal,
};

const viaProxy: LineWords = {
  found: {
    en: 'Not directly ({host}: {reason}), but the services are reached, as through a proxy.',
    ja: '直接はできません ({host}: {reason})。ただし、プロキシなどを経由して接続できています。',
    'zh-Hans': '无法直接完成（{host}：{reason}），但服务可以连接，例如通过代理。',
    ar: 'ليس مباشرةً ({host}: {reason})، لكن الخدمات متاحة، كما عبر خادم وكيل.',
  },
};
/** The words of everything between this station and the service. */
export const networkCheckWords = {
  clock: {
    'not-reached': notReached,
    right: {
      found: {
        en: 'Right, within {skewSeconds} s.',
        ja: '正確です (差 {skewSeconds} 秒以内)。',
        'zh-Hans': '准确，误差在 {skewSeconds} 秒内。',
        ar: 'صحيحة، بفارق لا يزيد على {skewSeconds} ثانية.',
      },
    },
    fast: {
      found: {
        en: '{skewSeconds} s fast.',
        ja: '{skewSeconds} 秒進んでいます。',
        'zh-Hans': '快了 {skewSeconds} 秒。',
        ar: 'متقدمة {skewSeconds} ثانية.',
      },
      fix: setClock,
    },
    slow: {
      found: {
        en: '{skewSeconds} s slow.',
        ja: '{skewSeconds} 秒遅れています。',
        'zh-Hans': '慢了 {skewSeconds} 秒。',
        ar: 'متأخرة {skewSeconds} ثانية.',
      },
      fix: setClock,
    },
    'no-date': {
      found: {
        en: 'The server did not say what time it is.',
        ja: 'サーバーが時刻を返しませんでした。',
        'zh-Hans': '服务器没有返回时间。',
        ar: 'لم يذكر الخادم الوقت.',
      },
    },
  },
  'name-resolution': {
    'via-proxy': viaProxy,
    embedded,
    'this-machine': thisMachine,
    resolved: {
      found: { en: 'Found: {host}', ja: '解決できました：{host}', 'zh-Hans': '已解析：{host}', ar: 'عُثر عليه: {host}' },
    },
    'not-resolved': {
      found: {
        en: '{host} was not found ({reason}).',
        ja: '{host} が見つかりません ({reason})。',
        'zh-Hans': '找不到 {host}({reason})。',
        ar: 'لم يُعثر على {host} ({reason}).',
      },
      fix: {
        en: 'Check the network and its DNS server.',
        ja: 'ネットワークと DNS サーバーを確認してください。',
        'zh-Hans': '请检查网络及其 DNS 服务器。',
        ar: 'تحقّق من الشبكة ومن خادم DNS فيها.',
      },
    },
  },
  tls: {
    'via-proxy': viaProxy,
    embedded,
    'this-machine': thisMachine,
    trusted: {
      found: { en: 'Trusted: {host}', ja: '信頼できます：{host}', 'zh-Hans': '受信任：{host}', ar: 'موثوق به: {host}' },
    },
    'not-trusted': {
      found: {
        en: 'No trusted connection to {host} ({reason}).',
        ja: '{host} と信頼できる接続ができません ({reason})。',
        'zh-Hans': '无法与 {host} 建立受信任的连接（{reason}）。',
        ar: 'لا اتصال موثوقًا به مع {host} ({reason}).',
      },
      fix: {
        en: 'If your network inspects TLS, install its certificate authority in the operating system; otherwise check clock and firewall.',
        ja: 'ネットワークで TLS を検査している場合は認証局を OS に登録してください。そうでなければ時計とファイアウォールを確認してください。',
        'zh-Hans': '若网络检查 TLS，请在操作系统中安装其证书颁发机构；否则请检查时钟和防火墙。',
        ar: 'إذا كانت شبكتكم تفحص TLS، فثبّت مرجع شهاداتها في نظام التشغيل، وإلا فتحقّق من الساعة وجدار الحماية.',
      },
    },
  },
  authority: {
    reachable: { found: { en: 'Reachable.', ja: '接続できます。', 'zh-Hans': '可以连接。', ar: 'متاح.' } },
    unreachable: {
      found: {
        en: 'Not reachable ({reason}).',
        ja: '接続できません ({reason})。',
        'zh-Hans': '无法连接（{reason}）。',
        ar: 'غير متاح ({reason}).',
      },
      fix: network,
    },
    'captive-portal': captivePortal,
    'unknown-tenant': {
      found: {
        en: 'It does not know this tenant (HTTP {status}).',
        ja: 'このテナントが見つかりません (HTTP {status})。',
        'zh-Hans': '找不到此租户（HTTP {status}）。',
        ar: 'لا يعرف هذا المستأجر (HTTP {status}).',
      },
      fix: {
        en: 'Check tenant.tenantId and tenant.cloud in the settings.',
        ja: '設定の tenant.tenantId と tenant.cloud を確認してください。',
        'zh-Hans': '请检查设置中的 tenant.tenantId 和 tenant.cloud。',
        ar: 'تحقّق من tenant.tenantId وtenant.cloud في الإعدادات.',
      },
    },
    'unexpected-answer': {
      found: {
        en: 'It answered HTTP {status}.',
        ja: 'HTTP {status} が返されました。',
        'zh-Hans': '返回 HTTP {status}。',
        ar: 'كان الرد HTTP {status}.',
      },
      fix: {
        en: 'Try again in a few minutes; then check tenant.authority in the settings.',
        ja: '数分後にもう一度確認し、それでも続く場合は設定の tenant.authority を確認してください。',
        'zh-Hans': '请几分钟后再试；若仍如此，请检查设置中的 tenant.authority。',
        ar: 'أعد المحاولة بعد بضع دقائق، ثم تحقّق من tenant.authority في الإعدادات.',
      },
    },
  },
  graph: {
    reachable: { found: { en: 'Reachable.', ja: '接続できます。', 'zh-Hans': '可以连接。', ar: 'متاح.' } },
    unreachable: {
      found: {
        en: 'Not reachable ({reason}).',
        ja: '接続できません ({reason})。',
        'zh-Hans': '无法连接（{reason}）。',
        ar: 'غير متاح ({reason}).',
      },
      fix: network,
    },
    'captive-portal': captivePortal,
    'not-the-service': {
      found: {
        en: 'Something else answered (HTTP {status}).',
        ja: '別のものが応答しました (HTTP {status})。',
        'zh-Hans': '应答的不是该服务（HTTP {status}）。',
        ar: 'ردّ شيء آخر (HTTP {status}).',
      },
      fix: settings,
    },
    'wrong-path': {
      found: {
        en: 'The photo API is not at this address (HTTP {status}).',
        ja: 'このアドレスに写真の API はありません (HTTP {status})。',
        'zh-Hans': '此地址没有照片 API(HTTP {status})。',
        ar: 'واجهة الصور ليست في هذا العنوان (HTTP {status}).',
      },
      fix: settings,
    },
    troubled: {
      found: {
        en: 'Reachable, but in trouble (HTTP {status}).',
        ja: '接続できますが、障害が起きています (HTTP {status})。',
        'zh-Hans': '可以连接，但服务异常（HTTP {status}）。',
        ar: 'متاحة، لكنها تواجه مشكلة (HTTP {status}).',
      },
      fix: {
        en: 'Wait; photos are kept and sent later.',
        ja: 'お待ちください。写真は保管され、後で送られます。',
        'zh-Hans': '请等待；照片会保留并稍后发送。',
        ar: 'انتظر، فالصور محفوظة وتُرسَل لاحقًا.',
      },
    },
  },
} as const satisfies Partial<Record<CheckItem, Readonly<Record<string, LineWords>>>>;
