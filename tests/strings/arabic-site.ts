import type { Files } from '../files.ts'

/**
 * A site in Arabic on which every word of the interface shows: each kind of page, and everything that authors can write. It has no
 * Latin letter outside of addresses.
 */
export const arabicSite: Files = {
  'site.yml': `name: أجوبة المكتبة
description: كل ما يسأل عنه زوار المكتبة.
language: ar
url: http://localhost/
owner: { name: مكتبة المدينة, url: "https://example.org/" }
licence: { name: رخصة المشاع, url: "https://example.org/licence" }
notice: هذا الموقع مثال.
feedback: mailto:name@example.org
suggest: https://example.org/edit/
review_in: 1 month
logo: pictures/logo.svg
links: [{ name: الخصوصية, url: /renewing/ }]
tasks: [{ title: أريد بطاقة, answers: ["/cards/#how"] }]
popular: ["/cards/#lost"]
`,
  'glossary.yml': '- term: م ع\n  expansion: مكتبة عامة\n  meaning: مكان يستعير منه الناس الكتب.\n',
  'pictures/logo.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#fff"/></svg>',
  'permalinks.txt': [
    'how 2020-01-31 0000000000000000 /both/#how كيف أحصل على بطاقة؟',
    'renew 2020-01-31 0000000000000000 /both/#renew كيف أجدد كتابًا؟',
    'gone 2020-01-31 0000000000000000 /cards/#gone هل البطاقة مجانية؟',
    'gone retired /cards/#how',
    'closed 2020-01-31 0000000000000000 /closed/ مواعيد قديمة',
    'closed retired /renewing/',
    '',
  ].join('\n'),
  'cards.md': `---
title: بطاقات القراء
category: القراءة
sub_category: البطاقات
last_reviewed: 2020-01-31
owner: قسم البطاقات
sources: [{ title: لائحة المكتبة, url: "https://example.org/rules" }]
answers:
  how: { redirect_from: ["/both/#how"] }
  lost: { last_reviewed: 2019-12-31, owner: قسم الاستقبال, sources: [رسالة, كتاب] }
---

في م ع تحتاج إلى بطاقة.[^1] وهذه حاشية.

[^1]: تجدها عند الباب، انظر <https://example.org/cards/>.

## كيف أحصل على بطاقة؟ {#how}

| النوع | الثمن |
| :--- | ---: |
| بطاقة الأطفال | ٥ |
| بطاقة الكبار | ١٠ |

> [!NOTE]
> أحضر صورة.

> [!TIP]
> تعال باكرًا.

> [!IMPORTANT]
> وقع الطلب.

> [!WARNING]
> لا تعر بطاقتك.

> [!CAUTION]
> احفظ الرقم.

> كتاب مفتوح.

- أولًا
- ثانيًا \`٤ + ٤\`

بطاقة
: ورقة عليها اسمك.

\`\`\`js
"مرحبا" + 12
\`\`\`

### هل أحتاج إلى صورة؟

نعم.

## ماذا أفعل إن [ضاعت](https://example.org/) بطاقتي؟ {#lost}

اتصل بالمكتبة.
`,
  'renewing.md': `---
title: تجديد الكتب
category: القراءة
sub_category: الكتب
answers:
  renew: { redirect_from: ["/both/#renew"] }
---

## كيف أجدد كتابًا؟ {#renew}

جدده في المكتبة أو في القاعة الأولى.

## ماذا أفعل إن ضاعت بطاقتي قبل التجديد؟

اتصل بالمكتبة.
`,
  'draft.md': '---\ntitle: قيد الكتابة\ncategory: القراءة\ndraft: true\n---\n\nصفحة لم تكتمل.\n',
  // More pages than a page lists beside it, and more answers than a search shows at once.
  ...Object.fromEntries(
    Array.from('١٢٣٤٥٦٧٨٩٠أبتث', (room, index) => [
      `room-${index}.md`,
      `---\ntitle: القاعة ${room}\ncategory: المبنى\n---\n\n${['الكتب', 'الخرائط']
        .map((thing) => `## أين أجد ${thing} في القاعة ${room}؟\n\nفي القاعة ${room} قرب الباب.\n`)
        .join('\n')}`,
    ]),
  ),
}
