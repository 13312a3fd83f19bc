const shapes = {
  now: 'M3 12h4l3-8 4 16 3-8h4',
  leads: 'M4 6h16M4 12h16M4 18h10',
  mine: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 20c1-4 4.500-5.500 8-5.500s7 1.500 8 5.500',
  pool: 'M3 9c2 0 2 2 4.500 2S10 9 12 9s2 2 4.500 2S19 9 21 9M3 15c2 0 2 2 4.500 2S10 15 12 15s2 2 4.500 2S19 15 21 15',
  campaigns: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  forms: 'M5 4h14v16H5ZM8.500 8.500h7M8.500 12h7M8.500 15.500h3',
  nurture: 'M4 6h16v12H4ZM4 7l8 6 8-6',
  guide:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.4-1 .9-1 1.700M12 16.500v.5',
  done: 'M5 12.500l5 5L19 7.500',
  up: 'M12 19V6M6 11l6-6 6 6',
  down: 'M12 5v13M6 13l6 6 6-6',
  remove: 'M6 6l12 12M18 6 6 18',
  reports: 'M4 19 9 12l4 3 7-9M20 6h-4M20 6v4',
  playbook: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3ZM9 9h6M9 13h4',
  roster:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20c.8-3.500 3.300-5 6.500-5s5.700 1.500 6.500 5M16 4.500a3.500 3.500 0 0 1 0 6.500M18 15.500c2 .7 3 2.200 3.500 4.500',
  operations:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400',
  light: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2',
  dark: 'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500Z',
  leave: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9',
} as const

/** Name of a picture. */
export type IconName = keyof typeof shapes

/** A small picture beside a word, which says what it means. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  )
}

/** Baton's mark. */
export function Mark() {
  return <img className="brand-mark" src="/favicon.svg" alt="" width="28" height="28" />
}
