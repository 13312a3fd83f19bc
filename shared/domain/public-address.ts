import ipaddr from 'ipaddr.js'

/** All of IPv6 that is given out to networks of the public internet; anything else is special. RFC 4291, section 2.4. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Tells whether an address is one anybody on the internet may be reached at. Not so: loopback, private, link-local
 * (where clouds keep their metadata service), carrier-grade NAT, multicast, documentation and other reserved ranges,
 * and every IPv6 address that stands for an IPv4 one (mapped, translated, NAT64, 6to4, Teredo), since it may lead
 * to any of the former.
 * @param address such as `192.0.2.1` or `2001:db8::1`, without brackets; a zone (`%eth0`) makes it local
 * @returns false for what is no address, too
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address).range() === 'unicast'
  if (address.includes('%') || !ipaddr.IPv6.isValid(address)) return false
  const parsed = ipaddr.IPv6.parse(address)
  return parsed.match(globalUnicast) && parsed.range() === 'unicast'
}

/**
 * Tells whether a host is an address and not a name.
 * @param host as `URL.hostname` gives it: IPv4 in its usual form, IPv6 in brackets
 * @returns the address without brackets, or `undefined` for a name
 */
export function addressIn(host: string): string | undefined {
  if (host.startsWith('[')) return host.slice(1, -1)
  return ipaddr.IPv4.isValidFourPartDecimal(host) ? host : undefined
}
