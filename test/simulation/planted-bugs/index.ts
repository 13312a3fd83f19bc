import { alertBugs } from './alerts.ts'
import type { PlantedBug } from './bug.ts'
import { mailBugs } from './mail.ts'
import { mergeBugs } from './merges.ts'
import { privacyBugs } from './privacy.ts'
import { salesBugs } from './sales.ts'
import { storageBugs } from './storage.ts'
import { taskBugs } from './tasks.ts'

/** Every mistake that the simulation must notice. */
export const plantedBugs: readonly PlantedBug[] = [
  ...storageBugs,
  ...taskBugs,
  ...mailBugs,
  ...alertBugs,
  ...salesBugs,
  ...privacyBugs,
  ...mergeBugs,
]
