/** What a mail server's notice of non-delivery is about. */
export interface ReturnedMail {
  /** The mail as the server had taken it. */
  raw: Buffer;
  /** Who sent it by its envelope, and whom it did not reach. */
  sender: string;
  recipient: string;
}

const boundary = '4ZxY1P0Xyz9sJa.1778666403/mail.example.net';

/** A notice as Exim writes it: no subtype in quotation marks, no original recipient, no status but the general one. */
export function eximNotice({ raw, sender, recipient }: ReturnedMail): string {
  return `Return-path: <>
Received: from Debian-exim by mail.example.net with local (Exim 4.96)
	id 1tE0aB-000abc-1A
	for ${sender}; Wed, 13 May 2026 12:00:03 +0200
X-Failed-Recipients: ${recipient}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.example.net>
To: ${sender}
References: <20260513100000.1@mail.example.net>
Content-Type: multipart/report; report-type=delivery-status; boundary=1778666403-eximdsn-123456789
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1tE0aB-000abc-1A@mail.example.net>
Date: Wed, 13 May 2026 12:00:03 +0200

--1778666403-eximdsn-123456789
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

--1778666403-eximdsn-123456789
Content-type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Action: failed
Final-Recipient: rfc822;${recipient}
Status: 5.0.0
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 no such user

--1778666403-eximdsn-123456789
Content-type: message/rfc822

Return-path: <${sender}>
${raw.toString('latin1').replace(/\r\n/g, '\n')}
--1778666403-eximdsn-123456789--
`;
}

/** A notice as Gmail writes it: its kind after the boundary, pictures in it, and the numbers of the letter in its own head. */
export function gmailNotice({ raw, sender, recipient }: ReturnedMail): string {
  return `Delivered-To: ${sender}
Return-Path: <>
Received: by 2002:a05:6402:1234 with SMTP id x1; Wed, 13 May 2026 03:00:03 -0700 (PDT)
Content-Type: multipart/report; boundary="000000000000abcdef"; report-type=delivery-status
To: ${sender}
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <thread@opticourtage.com>
In-Reply-To: <thread@opticourtage.com>
X-Failed-Recipients: ${recipient}
Message-ID: <6821.050a0220.1@mx.google.com>
Date: Wed, 13 May 2026 03:00:03 -0700 (PDT)

--000000000000abcdef
Content-Type: multipart/related; boundary="000000000000abcdf0"

--000000000000abcdf0
Content-Type: multipart/alternative; boundary="000000000000abcdf1"

--000000000000abcdf1
Content-Type: text/plain; charset="UTF-8"

** Adresse introuvable **

--000000000000abcdf1
Content-Type: text/html; charset="UTF-8"

<p>Adresse introuvable</p>

--000000000000abcdf1--

--000000000000abcdf0
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--000000000000abcdf0--

--000000000000abcdef
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Wed, 13 May 2026 03:00:02 -0700 (PDT)
X-Original-Message-ID: <somebody-else@example.net>

Final-Recipient: rfc822; ${recipient}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org. (192.0.2.25, the server for the domain example.org.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
 550 5.1.1 Please try double-checking
Last-Attempt-Date: Wed, 13 May 2026 03:00:03 -0700 (PDT)

--000000000000abcdef
Content-Type: message/rfc822

${raw.toString('latin1').replace(/\r\n/g, '\n')}
--000000000000abcdef--
`;
}

/** A notice as Exchange writes it, in the firm's language: from somebody of the firm's own domain, with an enhanced code of its own. */
export function exchangeNotice({ raw, sender, recipient }: ReturnedMail): string {
  return `Received: from AM0PR01MB0001.example.com (2603:10a6::1) by AM0PR01MB0002.example.com; Wed, 13 May 2026 10:00:03 +0000
From: <postmaster@opticourtage.com>
To: <${sender}>
Date: Wed, 13 May 2026 10:00:03 +0000
Content-Type: multipart/report; report-type=delivery-status;
	boundary="8b1c2d3e-0001-0002-0003-000000000000"
Content-Language: fr-FR
Message-ID: <5a6b7c8d-0001@AM0PR01MB0002.example.com>
In-Reply-To: <thread@opticourtage.com>
Subject: =?utf-8?B?Tm9uIHJlbWlzwqA6IFLDqWNsYW1hdGlvbg==?=
Auto-Submitted: auto-replied
Return-Path: <>
MIME-Version: 1.0

--8b1c2d3e-0001-0002-0003-000000000000
Content-Type: multipart/alternative; differences=Content-Type;
	boundary="9c2d3e4f-0001-0002-0003-000000000000"

--9c2d3e4f-0001-0002-0003-000000000000
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Votre message n=27a pas pu =EAtre remis.

--9c2d3e4f-0001-0002-0003-000000000000--

--8b1c2d3e-0001-0002-0003-000000000000
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01MB0002.example.com
Received-From-MTA: dns;AM0PR01MB0001.example.com
Arrival-Date: Wed, 13 May 2026 10:00:02 +0000

Final-Recipient: rfc822;${recipient.toUpperCase()}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
X-Display-Name: ${recipient}

--8b1c2d3e-0001-0002-0003-000000000000
Content-Type: message/rfc822

${raw.toString('latin1').replace(/\r\n/g, '\n')}
--8b1c2d3e-0001-0002-0003-000000000000--
`;
}

/** A notice as Postfix writes it where the server after it refuses a recipient, with the head of the mail (RFC 3464; RFC 3461, RET=HDRS). */
export function postfixNotice({ raw, sender, recipient }: ReturnedMail): string {
  const text = raw.toString('latin1');
  const head = text.slice(0, text.indexOf('\r\n\r\n') + 2);
  return `Received: by mail.example.net (Postfix)
	id 4ZxY1Q2b3Fz9sJb; ${dateOf(head)}
Date: ${dateOf(head)}
From: MAILER-DAEMON@mail.example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: ${sender}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="${boundary}"
Content-Transfer-Encoding: 8bit
Message-Id: <20260513100003.4ZxY1Q2b3Fz9sJb@mail.example.net>

This is a MIME-encapsulated message.

--${boundary}
Content-Description: Notification
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

This is the mail system at host mail.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

If you do so, please include this problem report. You can
delete your own text from the attached returned message.

                   The mail system

<${recipient}>: host mx.example.org[192.0.2.25] said: 550 5.1.1
    <${recipient}>: Recipient address rejected: User unknown in
    virtual mailbox table (in reply to RCPT TO command)

--${boundary}
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net
X-Postfix-Queue-ID: 4ZxY1P0Xyz9sJa
X-Postfix-Sender: rfc822; ${sender}
Arrival-Date: ${dateOf(head)}

Final-Recipient: rfc822; ${recipient}
Original-Recipient: rfc822;${recipient}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <${recipient}>: Recipient address
    rejected: User unknown in virtual mailbox table

--${boundary}
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 8bit

Return-Path: <${sender}>
Received: from doleance.example.net (doleance.example.net [192.0.2.10])
	by mail.example.net (Postfix) with ESMTP id 4ZxY1P0Xyz9sJa
	for <${recipient}>; ${dateOf(head)}
${head.replace(/\r\n/g, '\n')}
--${boundary}--
`;
}

function dateOf(head: string): string {
  return /^Date: (.*)\r$/m.exec(head)?.[1] ?? '';
}
