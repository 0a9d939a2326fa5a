import type { TokenLack } from './outcome.ts';
import type { CodeAdvice } from './outcome-code-row.ts';

/** What a refusal means where the token itself shows what it lacks. The general words of a code name all of these at once. */
export const lackAdvice: Readonly<Record<TokenLack, CodeAdvice>> = {
  permission: {
    actor: 'admin',
    meaning: {
      en: 'The station’s app does not hold the permission to change this photo.',
      ja: '端末のアプリに、この写真を変更する権限がありません。',
      'zh-Hans': '本机的应用没有更改此照片的权限。',
      ar: 'لا يملك تطبيق المحطة الإذن لتغيير هذه الصورة.',
    },
    whatToDo: {
      en: 'In Microsoft Entra grant the app ProfilePhoto.ReadWrite.All (teams: TeamSettings.ReadWrite.All, contacts: Contacts.ReadWrite, Outlook: User.ReadWrite.All) with admin consent, then retry. The station check names what is missing.',
      ja: 'Microsoft Entra でアプリに ProfilePhoto.ReadWrite.All（チームは TeamSettings.ReadWrite.All、連絡先は Contacts.ReadWrite、Outlook は User.ReadWrite.All）を付与し、管理者の同意を与えてから再試行してください。不足している権限は端末チェックに表示されます。',
      'zh-Hans':
        '请在 Microsoft Entra 中为应用授予 ProfilePhoto.ReadWrite.All（团队为 TeamSettings.ReadWrite.All，联系人为 Contacts.ReadWrite，Outlook 为 User.ReadWrite.All）并给予管理员同意，然后重试。本机检查会列出缺少的权限。',
      ar: 'امنح التطبيق في Microsoft Entra الإذن ProfilePhoto.ReadWrite.All (للفرق TeamSettings.ReadWrite.All، ولجهات الاتصال Contacts.ReadWrite، ولـ Outlook User.ReadWrite.All) مع موافقة المسؤول ثم أعد المحاولة. يذكر فحص المحطة الإذن الناقص.',
    },
  },
  role: {
    actor: 'admin',
    meaning: {
      en: 'The app holds the permission, but the signed-in operator has no role that may change other people’s photos.',
      ja: 'アプリに権限はありますが、サインイン中の担当者に他の人の写真を変更できるロールがありません。',
      'zh-Hans': '应用已有权限，但已登录的工作人员没有可更改他人照片的角色。',
      ar: 'يملك التطبيق الإذن، لكن الموظف المسجّل الدخول لا يملك دورًا يسمح بتغيير صور الآخرين.',
    },
    whatToDo: {
      en: 'Give the operator the User, People or Global Administrator role for the whole tenant (not for an administrative unit only) and sign in again, or sign in as somebody who has it. Then retry.',
      ja: '担当者にテナント全体のユーザー管理者、People 管理者、またはグローバル管理者のロールを割り当てて（管理単位に限定しないでください）サインインし直すか、そのロールを持つ人がサインインしてから再試行してください。',
      'zh-Hans':
        '请为工作人员分配整个租户范围（而不是仅限管理单元）的用户管理员、人员管理员或全局管理员角色后重新登录，或由拥有该角色的人登录，然后重试。',
      ar: 'امنح الموظف دور مسؤول المستخدمين أو مسؤول الأشخاص أو المسؤول العام على مستوى المستأجر كله (لا لوحدة إدارية فقط) ثم سجّل الدخول من جديد، أو سجّل الدخول بحساب يملك هذا الدور. ثم أعد المحاولة.',
    },
  },
  person: {
    actor: 'admin',
    meaning: {
      en: 'The station signs in as an application, and an application may not change this photo: a person with a role must sign in.',
      ja: '端末はアプリとしてサインインしており、アプリではこの写真を変更できません。ロールを持つ人のサインインが必要です。',
      'zh-Hans': '本机以应用程序身份登录，而应用程序不能更改此照片：必须由拥有相应角色的人员登录。',
      ar: 'تسجّل المحطة الدخول بصفتها تطبيقًا، ولا يحق للتطبيق تغيير هذه الصورة: يجب أن يسجّل الدخول شخص يملك دورًا مناسبًا.',
    },
    whatToDo: {
      en: 'Set signIn.mode to operator and sign in as an owner of the team or group, or as an administrator. Then retry.',
      ja: 'signIn.mode を operator にし、チームまたはグループの所有者か管理者としてサインインしてから再試行してください。',
      'zh-Hans': '请将 signIn.mode 设为 operator，并以团队或组的所有者或管理员身份登录，然后重试。',
      ar: 'اضبط signIn.mode على operator وسجّل الدخول بصفة مالك الفريق أو المجموعة أو بصفة مسؤول. ثم أعد المحاولة.',
    },
  },
};
