/** Providers of free mailboxes: an address there says nothing about the company. */
export const freeMailDomains: readonly string[] = `
  126.com 163.com aim.com aol.com att.net bellsouth.net bigpond.com bluewin.ch bol.com.br btinternet.com charter.net
  comcast.net cox.net daum.net duck.com earthlink.net email.com fastmail.com fastmail.fm free.fr freenet.de
  globo.com gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hanmail.net hey.com hotmail.co.uk hotmail.com
  hotmail.com.br hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com icloud.com ig.com.br inbox.com juno.com
  laposte.net libero.it live.ca live.co.uk live.com live.fr live.nl mac.com mail.com mail.ru mailbox.org me.com
  msn.com naver.com netzero.net o2.pl optonline.net orange.fr outlook.com outlook.com.br outlook.de outlook.es
  outlook.fr pm.me posteo.de proton.me protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com rocketmail.com
  rogers.com sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com sky.com skynet.be sympatico.ca t-online.de talktalk.net
  telus.net terra.com.br tiscali.it tuta.com tutanota.com uol.com.br verizon.net virgilio.it virginmedia.com
  wanadoo.fr web.de wp.pl xtra.co.nz yahoo.ca yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.ar yahoo.com.au
  yahoo.com.br yahoo.com.mx yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zoho.com zohomail.com
`
  .trim()
  .split(/\s+/)

/** Providers of throw-away mailboxes: nobody will read an answer. */
export const disposableMailDomains: readonly string[] = `
  10minutemail.com 10minutemail.net 20minutemail.com 33mail.com anonaddy.me burnermail.io byom.de discard.email
  dispostable.com dropmail.me emailondeck.com fakeinbox.com fakemail.net getairmail.com getnada.com grr.la
  guerrillamail.biz guerrillamail.com guerrillamail.de guerrillamail.info guerrillamail.net guerrillamail.org
  guerrillamailblock.com inboxbear.com inboxkitten.com jetable.org mail-temp.com mail.tm mailcatch.com maildrop.cc
  mailinator.com mailinator.net mailnesia.com mailnull.com mailsac.com mintemail.com moakt.com mohmal.com mytemp.email
  nada.email mytrashmail.com pokemail.net sharklasers.com spam4.me spamgourmet.com spambog.com temp-mail.io
  temp-mail.org tempail.com tempinbox.com tempmail.com tempmail.dev tempmail.net tempmailo.com tempr.email
  throwaway.email throwawaymail.com trash-mail.com trashmail.com trashmail.de trashmail.net yopmail.com yopmail.fr
  yopmail.net
`
  .trim()
  .split(/\s+/)
