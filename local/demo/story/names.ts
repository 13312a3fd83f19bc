/** First names of the demo's people. All people and companies of the demo are invented. */
export const firstNames: readonly string[] = (
  'Ada Alba Alejandro Amara Andre Anika Aria Arjun Bea Ben Bianca Boris Camille Carlos Carmen Cedric Chloe Cleo Dalia ' +
  'Daniel Dario Delia Diego Dora Edith Eduardo Elif Elio Emil Emma Enzo Erin Esther Eva Farid Fatima Felix Fiona Flora ' +
  'Gael Gina Goran Greta Hana Hannah Hector Helen Henrik Hugo Ibrahim Ida Ines Ingrid Irma Isaac Ivan Jaden Jana Jasper ' +
  'Jo Jonas Jorge Josie Julia Kai Kamal Karin Keiko Kim Lana Lars Leila Lena Leo Lila Lin Lorenzo Lucia Luis Luka Mara ' +
  'Marco Maren Maria Mateo Maya Mei Mia Milan Mina Moses Nadia Naomi Nico Nina Noah Nora Olga Omar Oscar Paloma Paul ' +
  'Petra Priya Quinn Rafael Rana Ravi Rita Rosa Ruben Ruth Sam Sana Sara Selma Simon Sofia Stella Sven Tara Theo Tina ' +
  'Tomas Uma Vera Victor Wanda Willa Xenia Yara Yusuf Zoe'
).split(' ')

/** Last names of the demo's people. */
export const lastNames: readonly string[] = (
  'Abbott Adler Aguilar Ahmadi Alvarez Anders Archer Ashby Baker Banerjee Barlow Bauer Becker Bell Bishop Blum Boyd ' +
  'Brandt Brooks Burke Calder Campos Carver Castillo Chan Chavez Cole Conrad Cortez Cruz Dalton Danvers Delgado Diaz ' +
  'Dixon Doyle Drake Duarte Easton Ellis Engel Espinoza Farrow Faust Ferrari Field Finch Fischer Flores Ford Foster Frey ' +
  'Fuchs Gallo Garner Gibbs Glass Gomez Grant Greer Gupta Haas Hale Hansen Harper Hayes Hebert Hoffman Holt Horn Hussain ' +
  'Ibarra Ito Jacobs Jain Jensen Joshi Kaiser Keller Kemp Khan Klein Knox Koch Kruger Lambert Lang Larsen Lind Lopez ' +
  'Lowe Lund Malik Marsh Mason Mendez Meyer Moreau Morris Nair Nash Navarro Neal Novak Nunez Okafor Olsen Ortiz Osman ' +
  'Page Park Patel Perez Pike Porter Price Quist Ramos Reyes Rhodes Rivera Rossi Roth Ruiz Salas Santos Sato Schmidt ' +
  'Shah Silva Sloan Sosa Stone Sutter Tanaka Teague Torres Tran Vargas Vega Voss Wagner Walsh Ward Weber Wolfe Yates Zhao'
).split(' ')

/** First words of the demo's companies; the second is their trade's. */
export const companyWords: readonly string[] = (
  'Acorn Alder Anchor Apex Arbor Atlas Aurora Badger Bay Beacon Birch Blue Bridge Bright Canyon Cape Cardinal Cedar ' +
  'Chestnut Clear Cliff Clover Coastal Compass Copper Coral Crescent Crown Delta Dover Eagle East Elm Ember Evergreen ' +
  'Falcon Fern Fox Frontier Garnet Glacier Golden Granite Green Grove Harbor Hawk Hazel Heritage Hickory High Hudson ' +
  'Ideal Iron Ivy Jade Juniper Keystone Lake Lantern Laurel Liberty Lighthouse Lotus Lynx Maple Marble Meadow Mesa ' +
  'Midland Mill Mint Monarch Moss Noble North Oak Ocean Olive Orchard Otter Pacific Palm Park Pearl Pine Pioneer Prairie ' +
  'Prime Quartz Quick Raven Red Ridge River Robin Rock Rose Ruby Sable Sage Sequoia Sierra Silver Solid South Spring ' +
  'Spruce Star Sterling Stone Summit Sunrise Swift Sycamore Thistle Thunder Tidal Timber Torch True Union Valley Vista ' +
  'Walnut West Willow Wind Wolf Zenith'
).split(' ')

/** Job titles; those that decide are scored by the playbook. */
export const jobTitles = [
  { title: 'Owner', weight: 14, decides: true },
  { title: 'Operations Manager', weight: 16, decides: false },
  { title: 'Head of Operations', weight: 9, decides: true },
  { title: 'Director of Field Service', weight: 8, decides: true },
  { title: 'VP Operations', weight: 4, decides: true },
  { title: 'COO', weight: 4, decides: true },
  { title: 'Founder', weight: 5, decides: true },
  { title: 'Dispatcher', weight: 12, decides: false },
  { title: 'Service Manager', weight: 10, decides: false },
  { title: 'Office Manager', weight: 9, decides: false },
  { title: 'Scheduling Coordinator', weight: 6, decides: false },
  { title: 'IT Manager', weight: 3, decides: false },
] as const
