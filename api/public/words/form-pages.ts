import { area } from '../../desk/words/area.ts';

/** The pages around the form: before it, after it, and in place of it. */
export const formPages = area({
  fr: {
    'start.title': 'Faire une réclamation',
    'start.lead':
      'Vous n’êtes pas satisfait d’un contrat, d’un service ou d’une décision de {firm} ? Dites-le-nous ici : une personne vous répondra par écrit.',
    'start.is': 'Ce qu’est une réclamation',
    'start.isText':
      'Vous dites à un professionnel que vous n’êtes pas satisfait, ou pas d’accord. Tout le monde peut réclamer : client, assuré, futur client, victime d’un sinistre. C’est gratuit.',
    'start.isNot': 'Ce qui n’en est pas une',
    'start.isNotText':
      'Une question, une demande de document, d’information ou d’avis. Pour cela, écrivez simplement à votre interlocuteur habituel, ou à {email}.',
    'start.firmSays': 'Ce que dit le texte de {firm} :',
    'start.quoted': '« {sentence} »',
    'start.first': 'À qui s’adresser d’abord',
    'start.firstAsked':
      'Vous pouvez d’abord en parler à la personne ou au service qui s’est occupé de vous : c’est souvent le plus rapide. Ce n’est pas une condition : vous pouvez réclamer ici tout de suite.',
    'start.firstFree': 'Vous pouvez réclamer ici directement, sans démarche préalable.',
    'start.dates': 'Quand nous vous répondons',
    'start.datesToday': 'Si vous envoyez votre réclamation aujourd’hui, {today} :',
    'start.date.acknowledgement': 'Accusé de réception',
    'start.date.final-response': 'Notre réponse',
    'start.date.interim-reply': 'Point de situation, si la réponse n’est pas prête',
    'start.date.gdpr-response': 'Notre réponse sur vos données personnelles',
    'start.latest': 'au plus tard le {day}',
    'start.mediator':
      'Si notre réponse ne vous convient pas, ou si elle ne vient pas, vous pourrez vous adresser gratuitement à {mediator} ({website}). Ce médiateur demande que vous nous ayez d’abord écrit : ce formulaire suffit.',
    'start.have': 'Ce qu’il est utile d’avoir sous la main',
    'start.have.policy': 'votre numéro de contrat, si vous en avez un',
    'start.have.dates': 'les dates importantes',
    'start.have.documents': 'vos documents : courriers, photos, devis',
    'start.time': 'Comptez une dizaine de minutes. Ce que vous écrivez est gardé 24 heures, même si la connexion se coupe.',
    'start.begin': 'Commencer',
    'start.resume': 'Reprendre ma réclamation',
    'start.other': 'Vous préférez écrire ?',
    'start.otherText': 'Toutes les voies se valent : votre réclamation est traitée de la même façon.',

    'none.title': '{firm} n’a pas de formulaire en ligne',
    'none.text': 'Vous pouvez adresser votre réclamation à {firm} de l’une de ces façons :',
    'none.say': 'Ce qu’il est utile d’indiquer',
    'none.phone': 'Par téléphone : {number}',

    'check.title': 'Vérifiez avant d’envoyer',
    'check.lead': 'Rien n’est encore envoyé. Relisez vos réponses, corrigez si besoin, puis envoyez.',
    'check.change': 'Modifier',
    'check.changeWhat': 'Modifier : {what}',
    'check.nothing': 'Sans réponse',
    'check.meant': 'Est-ce la bonne adresse ? Vouliez-vous écrire {meant} ?',
    'check.letters': 'Nos courriers seront en',
    'check.name': 'Votre nom',
    'check.address': 'Votre adresse postale',
    'check.privacy': 'Vos données personnelles',
    'check.privacyWho':
      '{firm} les utilise pour traiter votre réclamation et tenir le registre que la réglementation demande. L’assureur du contrat peut les recevoir s’il doit répondre ; le médiateur ou le juge, si l’affaire leur est soumise.',
    'check.privacyLong':
      'Elles sont gardées chiffrées le temps de traiter la réclamation puis, à compter de notre dernière réponse, tant que celle-ci peut être contestée devant le médiateur ou en justice.',
    'check.privacyRights':
      'Vous pouvez demander à les consulter, à les corriger ou à les effacer : {email}. Vous pouvez aussi saisir {authority}.',
    'check.privacyRightsAlone': 'Vous pouvez demander à les consulter, à les corriger ou à les effacer : {email}.',
    'check.send': 'Envoyer ma réclamation',
    'check.back': 'Revenir au formulaire',
    'check.once': 'Un seul clic suffit. Cliquer deux fois ne fait pas deux réclamations.',

    'sent.title': 'Votre réclamation est enregistrée',
    'sent.titleKept': 'Nous avons bien reçu votre message',
    'sent.reference': 'Votre référence',
    'sent.keep': 'Notez cette référence : elle figurera dans tous nos courriers.',
    'sent.received': 'Reçue le {moment}',
    'sent.copy':
      'Nous vous envoyons maintenant une copie datée par e-mail à {email}. Si elle n’arrive pas, regardez dans les courriers indésirables.',
    'sent.noCopy': 'Sans adresse e-mail, nous vous écrivons par la poste. Imprimez cette page, ou notez la référence.',
    'sent.next': 'Ce qui vient ensuite',
    'sent.contact': 'Votre interlocuteur',
    'sent.page': 'Votre page privée',
    'sent.pageText':
      'Elle vous montre où en est votre réclamation. Vous pouvez y ajouter un document, poser une question, lire nos courriers. Gardez son adresse pour vous : qui la connaît voit votre dossier.',
    'sent.pageLink': 'Ouvrir ma page privée',
    'sent.pageInMail':
      'D’autres personnes utilisent peut-être cet appareil : son lien ne s’affiche plus ici. Vous le trouvez dans la copie de votre réclamation que vous avez reçue par e-mail, et dans nos courriers.',
    'sent.pageInLetters':
      'D’autres personnes utilisent peut-être cet appareil : son lien ne s’affiche plus ici. Vous le trouvez dans nos courriers.',
    'sent.pageAsk': 'Vous ne le trouvez pas ? Demandez-le-nous, avec votre référence :',
    'sent.mandate':
      'Vous écrivez pour une autre personne. Nous vous demandons d’abord le document qui vous y autorise ; d’ici là, nos courriers vont à cette personne seule.',
    'sent.print': 'Imprimer cette page',
    'sent.keptText':
      'Une personne de {firm} le lit et vous répond. Nos délais courent dès aujourd’hui : vous n’avez rien d’autre à faire.',
    'sent.another': 'Faire une autre réclamation',
    'sent.call': 'Téléphone',
    'sent.hours': 'Horaires',
  },
  nl: {
    'start.title': 'Een klacht indienen',
    'start.lead':
      'Bent u niet tevreden over een contract, een dienst of een beslissing van {firm}? Zeg het ons hier: iemand antwoordt u schriftelijk.',
    'start.is': 'Wat een klacht is',
    'start.isText':
      'U laat een beroepsbeoefenaar weten dat u niet tevreden bent, of het ergens niet mee eens bent. Iedereen mag klagen: klant, verzekerde, toekomstige klant, slachtoffer van een schadegeval. Het is gratis.',
    'start.isNot': 'Wat geen klacht is',
    'start.isNotText':
      'Een vraag om uitleg, een document, inlichtingen of advies. Schrijf daarvoor gewoon uw vaste contactpersoon, of {email}.',
    'start.firmSays': 'Wat de tekst van {firm} zegt:',
    'start.quoted': '‘{sentence}’',
    'start.first': 'Wie u eerst kunt aanspreken',
    'start.firstAsked':
      'U kunt eerst praten met de persoon of de dienst die u hielp: dat gaat vaak het snelst. Het is geen voorwaarde: u mag hier meteen een klacht indienen.',
    'start.firstFree': 'U mag hier rechtstreeks een klacht indienen, zonder andere stap vooraf.',
    'start.dates': 'Wanneer wij u antwoorden',
    'start.datesToday': 'Als u uw klacht vandaag verstuurt, {today}:',
    'start.date.acknowledgement': 'Ontvangstmelding',
    'start.date.final-response': 'Ons antwoord',
    'start.date.interim-reply': 'Stand van zaken, als het antwoord niet klaar is',
    'start.date.gdpr-response': 'Ons antwoord over uw persoonsgegevens',
    'start.latest': 'uiterlijk op {day}',
    'start.mediator':
      'Bent u niet tevreden met ons antwoord, of komt er geen, dan kunt u zich gratis wenden tot {mediator} ({website}). Die vraagt dat u ons eerst hebt geschreven; dit formulier volstaat.',
    'start.have': 'Wat u best bij de hand hebt',
    'start.have.policy': 'het nummer van uw contract, als u er een hebt',
    'start.have.dates': 'de belangrijke datums',
    'start.have.documents': 'uw documenten: brieven, foto’s, offertes',
    'start.time': 'Reken op een tiental minuten. Wat u schrijft, wordt 24 uur bewaard, ook als de verbinding wegvalt.',
    'start.begin': 'Beginnen',
    'start.resume': 'Verder met mijn klacht',
    'start.other': 'Schrijft u liever?',
    'start.otherText': 'Elke weg is even goed: uw klacht wordt op dezelfde manier behandeld.',

    'none.title': '{firm} heeft geen onlineformulier',
    'none.text': 'U kunt uw klacht zo bij {firm} indienen:',
    'none.say': 'Wat u best vermeldt',
    'none.phone': 'Per telefoon: {number}',

    'check.title': 'Kijk na voor u verstuurt',
    'check.lead': 'Er is nog niets verstuurd. Lees uw antwoorden na, verbeter ze zo nodig en verstuur dan.',
    'check.change': 'Wijzigen',
    'check.changeWhat': 'Wijzigen: {what}',
    'check.nothing': 'Geen antwoord',
    'check.meant': 'Is dit het juiste adres? Bedoelde u {meant}?',
    'check.letters': 'Onze brieven zijn in het',
    'check.name': 'Uw naam',
    'check.address': 'Uw postadres',
    'check.privacy': 'Uw persoonsgegevens',
    'check.privacyWho':
      '{firm} gebruikt ze om uw klacht te behandelen en het register bij te houden dat de regelgeving vraagt. De verzekeraar van het contract kan ze krijgen als hij moet antwoorden; de ombudsman of de rechter, als de zaak hun wordt voorgelegd.',
    'check.privacyLong':
      'Ze worden versleuteld bewaard zolang de klacht behandeld wordt en daarna, te rekenen vanaf ons laatste antwoord, zolang dat bij de ombudsman of de rechter betwist kan worden.',
    'check.privacyRights':
      'U kunt vragen om ze in te zien, te verbeteren of te wissen: {email}. U kunt zich ook wenden tot {authority}.',
    'check.privacyRightsAlone': 'U kunt vragen om ze in te zien, te verbeteren of te wissen: {email}.',
    'check.send': 'Mijn klacht versturen',
    'check.back': 'Terug naar het formulier',
    'check.once': 'Eén klik volstaat. Twee keer klikken maakt geen twee klachten.',

    'sent.title': 'Uw klacht is geregistreerd',
    'sent.titleKept': 'We hebben uw bericht goed ontvangen',
    'sent.reference': 'Uw referentie',
    'sent.keep': 'Noteer deze referentie: ze staat in al onze brieven.',
    'sent.received': 'Ontvangen op {moment}',
    'sent.copy':
      'We sturen u nu een gedateerde kopie per e-mail naar {email}. Komt die niet aan, kijk dan bij de ongewenste e-mails.',
    'sent.noCopy': 'Zonder e-mailadres schrijven we u per post. Druk deze pagina af, of noteer de referentie.',
    'sent.next': 'Wat nu volgt',
    'sent.contact': 'Uw contactpersoon',
    'sent.page': 'Uw persoonlijke pagina',
    'sent.pageText':
      'Ze toont u hoe het met uw klacht staat. U kunt er een document toevoegen, een vraag stellen, onze brieven lezen. Houd het adres voor uzelf: wie het kent, ziet uw dossier.',
    'sent.pageLink': 'Mijn persoonlijke pagina openen',
    'sent.pageInMail':
      'Misschien gebruiken ook anderen dit toestel: daarom staat de link hier niet meer. U vindt hem in de kopie van uw klacht die u per e-mail hebt gekregen, en in onze brieven.',
    'sent.pageInLetters':
      'Misschien gebruiken ook anderen dit toestel: daarom staat de link hier niet meer. U vindt hem in onze brieven.',
    'sent.pageAsk': 'Vindt u hem niet? Vraag ernaar en vermeld uw referentie:',
    'sent.mandate':
      'U schrijft voor iemand anders. We vragen u eerst het document waaruit blijkt dat u dat mag; tot dan gaan onze brieven alleen naar die persoon.',
    'sent.print': 'Deze pagina afdrukken',
    'sent.keptText':
      'Iemand van {firm} leest het en antwoordt u. Onze termijnen lopen vanaf vandaag: u hoeft verder niets te doen.',
    'sent.another': 'Nog een klacht indienen',
    'sent.call': 'Telefoon',
    'sent.hours': 'Uren',
  },
  en: {
    'start.title': 'Make a complaint',
    'start.lead':
      'Are you dissatisfied with a contract, a service or a decision of {firm}? Tell us here: a person will answer you in writing.',
    'start.is': 'What a complaint is',
    'start.isText':
      'You tell a professional that you are dissatisfied, or that you disagree. Anybody may complain: client, insured person, prospective client, injured party. It is free of charge.',
    'start.isNot': 'What is not a complaint',
    'start.isNotText':
      'A question, or a request for a document, for information or for advice. For that, simply write to your usual contact, or to {email}.',
    'start.firmSays': 'What the text of {firm} says:',
    'start.quoted': '‘{sentence}’',
    'start.first': 'Whom to ask first',
    'start.firstAsked':
      'You may first speak to the person or the department that served you: that is often quickest. You do not have to: you may complain here straight away.',
    'start.firstFree': 'You may complain here directly, without taking any other step first.',
    'start.dates': 'When we answer you',
    'start.datesToday': 'If you send your complaint today, {today}:',
    'start.date.acknowledgement': 'Acknowledgement',
    'start.date.final-response': 'Our answer',
    'start.date.interim-reply': 'A progress report, if the answer is not ready',
    'start.date.gdpr-response': 'Our answer about your personal data',
    'start.latest': 'by {day}',
    'start.mediator':
      'If our answer does not satisfy you, or if none comes, you can turn to {mediator} ({website}), free of charge. It asks that you have written to us first: this form is enough.',
    'start.have': 'What is useful to have at hand',
    'start.have.policy': 'the number of your contract, if you have one',
    'start.have.dates': 'the dates that matter',
    'start.have.documents': 'your documents: letters, photographs, quotes',
    'start.time': 'It takes about ten minutes. What you write is kept for 24 hours, even if the connection breaks.',
    'start.begin': 'Start',
    'start.resume': 'Go on with my complaint',
    'start.other': 'Would you rather write?',
    'start.otherText': 'Every way is just as good: your complaint is handled in the same way.',

    'none.title': '{firm} has no online form',
    'none.text': 'You can send your complaint to {firm} in one of these ways:',
    'none.say': 'What is useful to say',
    'none.phone': 'By telephone: {number}',

    'check.title': 'Check before you send',
    'check.lead': 'Nothing has been sent yet. Read your answers once more, correct them if need be, then send them.',
    'check.change': 'Change',
    'check.changeWhat': 'Change: {what}',
    'check.nothing': 'No answer',
    'check.meant': 'Is this the right address? Did you mean {meant}?',
    'check.letters': 'Our letters will be in',
    'check.name': 'Your name',
    'check.address': 'Your postal address',
    'check.privacy': 'Your personal data',
    'check.privacyWho':
      '{firm} uses it to handle your complaint and to keep the register that the rules ask for. The insurer of the contract may receive it if it has to answer; the mediator or the court, if the matter goes there.',
    'check.privacyLong':
      'It is kept encrypted for as long as the complaint is being handled and then, counted from our last answer, for as long as that answer can be contested before the mediator or in court.',
    'check.privacyRights': 'You may ask to see it, to have it corrected or deleted: {email}. You may also turn to {authority}.',
    'check.privacyRightsAlone': 'You may ask to see it, to have it corrected or deleted: {email}.',
    'check.send': 'Send my complaint',
    'check.back': 'Back to the form',
    'check.once': 'One click is enough. Clicking twice does not make two complaints.',

    'sent.title': 'Your complaint is registered',
    'sent.titleKept': 'We have received your message',
    'sent.reference': 'Your reference',
    'sent.keep': 'Note this reference: it stands in all our letters.',
    'sent.received': 'Received on {moment}',
    'sent.copy': 'We are now sending you a dated copy by e-mail to {email}. If it does not arrive, look in your junk mail.',
    'sent.noCopy': 'Without an e-mail address we write to you by post. Print this page, or note the reference.',
    'sent.next': 'What happens next',
    'sent.contact': 'Your contact',
    'sent.page': 'Your private page',
    'sent.pageText':
      'It shows you where your complaint stands. There you can add a document, ask a question and read our letters. Keep its address to yourself: whoever knows it sees your file.',
    'sent.pageLink': 'Open my private page',
    'sent.pageInMail':
      'Others may use this device, so its link is no longer shown here. You will find it in the copy of your complaint that you received by e-mail, and in our letters.',
    'sent.pageInLetters': 'Others may use this device, so its link is no longer shown here. You will find it in our letters.',
    'sent.pageAsk': 'Cannot find it? Ask us for it, quoting your reference:',
    'sent.mandate':
      'You are writing for somebody else. We first ask you for the document that authorises you; until then our letters go to that person alone.',
    'sent.print': 'Print this page',
    'sent.keptText':
      'A person at {firm} reads it and answers you. Our time limits run from today: there is nothing else for you to do.',
    'sent.another': 'Make another complaint',
    'sent.call': 'Telephone',
    'sent.hours': 'Hours',
  },
});
