/** A way in. */
export type Entry = 'demo-request' | 'contact' | 'guide' | 'webinar' | 'newsletter' | 'call'

/** What a campaign of the demo costs, brings, and is good for. */
export interface CampaignStory {
  readonly id: string
  readonly name: string
  readonly channel: string
  /** From how many months ago until how many months ago it ran; 12 to 0 when absent. */
  readonly ran?: { readonly from: number; readonly until: number }
  /** What it costs in a month, in dollars. */
  readonly monthly: number
  /** People a month whom it brings first. */
  readonly brings: number
  /** What they do first. */
  readonly entries: readonly { readonly entry: Entry; readonly weight: number }[]
  /** How many of those who don't ask at once ask for a demo later, from 0 to 1. */
  readonly asksLater: number
  /** How often others meet it on their way, and how often it is what they come back by, relative to other campaigns. */
  readonly assists: number
  readonly closes: number
  /** What the chances of a deal, and of winning it, are multiplied by. */
  readonly opens: number
  readonly wins: number
  /** Whom it reaches when not everybody: large companies, or mostly private people and tiny firms. */
  readonly reaches?: 'enterprises' | 'anybody'
}

/**
 * The demo's campaigns. What each is there to show:
 *
 * - `display-banners` is the one to stop paying for: a large spend, and next to nothing in any model.
 * - `linkedin-enterprise` has a fine quick ratio, for its deals are large, and a poor return, for they are lost.
 * - `field-guide` brings most people first and nobody last: by last touch it earns nothing.
 * - `retargeting` is the opposite: people come back by it whom others brought.
 * - `fieldtech-expo` ranks differently from model to model: it meets people in the middle of their way.
 * - `partners` and `customer-referrals` are small and earn most per dollar.
 */
export const campaigns: readonly CampaignStory[] = [
  {
    id: 'search-brand',
    name: 'Search: our name',
    channel: 'search',
    monthly: 2_600,
    brings: 42,
    entries: [
      { entry: 'demo-request', weight: 5 },
      { entry: 'contact', weight: 3 },
      { entry: 'newsletter', weight: 2 },
    ],
    asksLater: 0.2,
    assists: 4,
    closes: 26,
    opens: 1.1,
    wins: 1.1,
  },
  {
    id: 'search-scheduling',
    name: 'Search: crew scheduling',
    channel: 'search',
    monthly: 11_500,
    brings: 92,
    entries: [
      { entry: 'demo-request', weight: 4 },
      { entry: 'guide', weight: 4 },
      { entry: 'newsletter', weight: 2 },
    ],
    asksLater: 0.16,
    assists: 6,
    closes: 8,
    opens: 1,
    wins: 1,
  },
  {
    id: 'linkedin-enterprise',
    name: 'LinkedIn: enterprise',
    channel: 'social',
    monthly: 14_500,
    brings: 34,
    entries: [
      { entry: 'guide', weight: 4 },
      { entry: 'demo-request', weight: 4 },
      { entry: 'webinar', weight: 2 },
    ],
    asksLater: 0.2,
    assists: 2,
    closes: 2,
    opens: 1.2,
    wins: 0.08,
    reaches: 'enterprises',
  },
  {
    id: 'display-banners',
    name: 'Display: banners on trade sites',
    channel: 'display',
    monthly: 12_800,
    brings: 78,
    entries: [
      { entry: 'newsletter', weight: 7 },
      { entry: 'guide', weight: 3 },
    ],
    asksLater: 0.02,
    assists: 0.15,
    closes: 0.05,
    opens: 0.4,
    wins: 0.35,
    reaches: 'anybody',
  },
  {
    id: 'field-guide',
    name: 'The dispatcher’s field guide',
    channel: 'content',
    monthly: 3_200,
    brings: 128,
    entries: [
      { entry: 'guide', weight: 9 },
      { entry: 'newsletter', weight: 1 },
    ],
    asksLater: 0.2,
    assists: 5,
    closes: 0,
    opens: 1,
    wins: 1.05,
  },
  {
    id: 'webinars',
    name: 'Webinar: plan a Tuesday',
    channel: 'webinar',
    monthly: 3_400,
    brings: 48,
    entries: [{ entry: 'webinar', weight: 1 }],
    asksLater: 0.3,
    assists: 22,
    closes: 5,
    opens: 1.15,
    wins: 1.15,
  },
  {
    id: 'fieldtech-expo',
    name: 'FieldTech Expo',
    channel: 'event',
    ran: { from: 7, until: 5 },
    monthly: 19_000,
    brings: 58,
    entries: [
      { entry: 'contact', weight: 4 },
      { entry: 'guide', weight: 6 },
    ],
    asksLater: 0.2,
    assists: 30,
    closes: 3,
    opens: 1,
    wins: 0.9,
  },
  {
    id: 'partners',
    name: 'Partner referrals',
    channel: 'partner',
    monthly: 1_800,
    brings: 19,
    entries: [
      { entry: 'demo-request', weight: 6 },
      { entry: 'contact', weight: 4 },
    ],
    asksLater: 0.4,
    assists: 1,
    closes: 3,
    opens: 1.35,
    wins: 1.4,
  },
  {
    id: 'customer-referrals',
    name: 'Customers bring customers',
    channel: 'referral',
    monthly: 600,
    brings: 11,
    entries: [
      { entry: 'demo-request', weight: 7 },
      { entry: 'contact', weight: 3 },
    ],
    asksLater: 0.4,
    assists: 0,
    closes: 2,
    opens: 1.35,
    wins: 1.5,
  },
  {
    id: 'trade-newsletter',
    name: 'Newsletter of the trade press',
    channel: 'newsletter',
    monthly: 2_200,
    brings: 52,
    entries: [
      { entry: 'newsletter', weight: 8 },
      { entry: 'guide', weight: 2 },
    ],
    asksLater: 0.07,
    assists: 4,
    closes: 1,
    opens: 0.9,
    wins: 0.9,
  },
  {
    id: 'retargeting',
    name: 'Retargeting',
    channel: 'display',
    monthly: 3_600,
    brings: 2,
    entries: [{ entry: 'demo-request', weight: 1 }],
    asksLater: 0.2,
    assists: 2,
    closes: 24,
    opens: 1,
    wins: 1,
  },
  {
    id: 'call-center',
    name: 'Call center: old quotes',
    channel: 'call-center',
    monthly: 6_400,
    brings: 44,
    entries: [{ entry: 'call', weight: 1 }],
    asksLater: 0.1,
    assists: 1,
    closes: 3,
    opens: 0.8,
    wins: 0.8,
  },
  {
    id: 'dispatch-podcast',
    name: 'Podcast: The Dispatch',
    channel: 'audio',
    ran: { from: 11, until: 6 },
    monthly: 4_200,
    brings: 24,
    entries: [
      { entry: 'newsletter', weight: 4 },
      { entry: 'contact', weight: 3 },
      { entry: 'guide', weight: 3 },
    ],
    asksLater: 0.15,
    assists: 2,
    closes: 0.5,
    opens: 1,
    wins: 0.9,
  },
  {
    id: 'spring-postcard',
    name: 'Postcard before the season',
    channel: 'mail',
    ran: { from: 9, until: 7 },
    monthly: 7_500,
    brings: 40,
    entries: [
      { entry: 'contact', weight: 5 },
      { entry: 'call', weight: 5 },
    ],
    asksLater: 0.08,
    assists: 1,
    closes: 1,
    opens: 0.7,
    wins: 0.8,
  },
]

/** People who come by themselves, or nobody knows how: no campaign, no spend. */
export const unprompted: Omit<CampaignStory, 'id' | 'name' | 'channel' | 'monthly'> = {
  brings: 58,
  entries: [
    { entry: 'demo-request', weight: 4 },
    { entry: 'newsletter', weight: 4 },
    { entry: 'contact', weight: 2 },
  ],
  asksLater: 0.15,
  assists: 0,
  closes: 22,
  opens: 1,
  wins: 1,
}

/** What clicks in nurture mails are credited to; the playbook's tracks name it. */
export const nurtureMails = { id: 'nurture-mails', name: 'Nurture mails', channel: 'e-mail', monthly: 400 } as const
