import type { HotFolderWording } from './hot-folder-wording.ts';

/** العربية: صور كاميرا حقيقية تصل إلى مجلد. */
export const hotFolderAr: HotFolderWording = {
  hotFolder: {
    title: 'صور بلا صاحب: {{number}}',
    choose: 'اختر من القائمة لمن هي.',
    use: 'استخدامها لـ {{name}}',
    leaveOut: 'عدم استخدامها',
    leaveOutAsk: {
      title: 'ألا تريد استخدام هذه الصورة؟',
      body: 'لن تعرضها المحطة من جديد. يبقى الملف في مجلد الكاميرا.',
      confirm: 'عدم استخدامها',
      keep: 'الاستمرار في عرضها',
    },
    more: 'و{{number}} أخرى.',
    picture: 'صورة {{time}}',
    gone: 'تتعذّر قراءة مجلد الكاميرا (station.hotFolder في الإعدادات). يمكن التقاط الصور بكاميرا هذه المحطة في هذه الأثناء.',
    unreadable: 'ملفات في المجلد تتعذّر قراءتها صورًا: {{number}}',
    failed: 'لم ينجح ذلك. يرجى المحاولة من جديد.',
    camera: 'الصورة التي تُلتقط بالكاميرا الكبيرة تظهر هنا من تلقاء نفسها.',
  },
};
