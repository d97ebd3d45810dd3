import type { Language } from '../../../letters/letter.ts';
import type { Refusal } from '../../../workflows/domain/messages.ts';
import { whyRefused } from '../../problems/problems.ts';

/** Why something was refused, in a firm's language; in English as the API says it. */
export const refusalWords: Record<Language, Record<Refusal | 'unfit-detail', string>> = {
  fr: {
    'already-acknowledged': 'l’accusé de réception est parti, ou sur le point de partir',
    'already-answered': 'la réclamation a reçu sa réponse, qui vaut accusé de réception',
    'already-decided': 'ce point est déjà décidé',
    'already-assigned': 'le dossier est déjà confié à cette personne',
    'already-forwarded': 'l’assureur est déjà saisi de la réclamation',
    'already-escalated': 'la réclamation y a déjà été portée',
    'already-written': 'la réclamation est déjà formulée par écrit',
    closed: 'le dossier est clos ; il faut d’abord le rouvrir, en indiquant les motifs',
    closing: 'le dossier est en cours de clôture : son dernier courrier n’est pas encore parti',
    'conflict-of-interest': 'la réclamation met cette personne en cause ; le dossier ne peut lui être confié',
    'not-answered': 'la réclamation n’a pas encore reçu de réponse',
    'not-closed': 'le dossier n’est pas clos, ou son dernier courrier n’est pas encore parti',
    'no-enquiry-open': 'aucune demande d’information n’attend de réponse',
    'nothing-decided': 'rien n’est décidé à quoi cela puisse faire suite',
    'nothing-proposed': 'aucune proposition n’attend d’approbation',
    'no-interim-reply-open': 'aucun point de situation n’est dû, ou il est déjà rédigé',
    'no-mandate-asked': 'aucun mandat n’est attendu, ou il est déjà enregistré',
    'not-in-procedure': 'la procédure du cabinet ne prévoit pas cette étape',
    'not-made-by-word-of-mouth': 'la réclamation est arrivée par écrit : il n’y a rien à confirmer',
    'not-written-yet': 'la réclamation, faite oralement, n’est pas encore formulée par écrit',
    'not-this-part': 'la réclamation ne comporte pas ce volet, ou ce volet n’admet pas une telle issue',
    'level-not-higher': 'la réclamation est déjà à ce niveau ou au-dessus',
    'date-not-later':
      'la nouvelle date doit être postérieure au jour même, au dernier jour de la réponse et aux dates déjà annoncées',
    'date-not-possible': 'la loi, la procédure ou le cours du dossier ne permet pas cette date',
    'too-late':
      'le mois prévu par le RGPD est écoulé, ou plus aucune réponse n’est à donner à ce titre : il ne peut plus être prolongé',
    'own-proposal': 'qui a proposé une issue ne peut l’approuver : il faut une seconde personne',
    'version-not-in-force': 'un dossier ne peut passer qu’à la version en vigueur de la procédure',
    'unknown-case-handler': 'la procédure ne nomme personne sous cet identifiant',
    'text-missing': 'il manque un texte au courrier que cela entraînerait',
    malformed: 'ce message n’est pas connu',
    'unfit-detail':
      'une indication ne convient pas ce jour-là : une date passée, trop lointaine ou pas encore venue, ou un assureur inconnu',
  },
  nl: {
    'already-acknowledged': 'de ontvangstmelding is vertrokken of onderweg',
    'already-answered': 'de klacht is beantwoord; dat antwoord geldt als ontvangstmelding',
    'already-decided': 'dit is al beslist',
    'already-assigned': 'deze persoon beheert het dossier al',
    'already-forwarded': 'de klacht ligt al bij de verzekeraar',
    'already-escalated': 'de klacht werd daar al voorgelegd',
    'already-written': 'de klacht staat al op schrift',
    closed: 'het dossier is afgesloten; heropen het eerst, met redenen',
    closing: 'het dossier wordt afgesloten: de laatste brief is nog niet vertrokken',
    'conflict-of-interest': 'de klacht gaat over deze persoon, die het dossier dus niet kan beheren',
    'not-answered': 'de klacht is nog niet beantwoord',
    'not-closed': 'het dossier is niet afgesloten, of de laatste brief is nog niet vertrokken',
    'no-enquiry-open': 'geen enkele vraag om informatie wacht op antwoord',
    'nothing-decided': 'er is niets beslist waarop dit kan volgen',
    'nothing-proposed': 'geen enkel voorstel wacht op goedkeuring',
    'no-interim-reply-open': 'er is geen stand van zaken verschuldigd, of ze is al opgesteld',
    'no-mandate-asked': 'er wordt geen volmacht verwacht, of ze is al geregistreerd',
    'not-in-procedure': 'de procedure van het kantoor kent deze stap niet',
    'not-made-by-word-of-mouth': 'de klacht kwam schriftelijk binnen: er valt niets te bevestigen',
    'not-written-yet': 'de klacht werd mondeling geuit en staat nog niet op schrift',
    'not-this-part': 'de klacht heeft dit onderdeel niet, of dit onderdeel laat zo’n uitkomst niet toe',
    'level-not-higher': 'de klacht heeft dit niveau al, of een hoger',
    'date-not-later':
      'de nieuwe datum moet later vallen dan vandaag, dan de laatste dag voor het antwoord en dan elke eerder genoemde datum',
    'date-not-possible': 'de wet, de procedure of het verloop van het dossier laat deze datum niet toe',
    'too-late': 'de maand van de AVG is verstreken, of hierover is geen antwoord meer verschuldigd: verlengen kan niet meer',
    'own-proposal': 'wie een uitkomst voorstelt, kan die niet zelf goedkeuren: dat doet een tweede persoon',
    'version-not-in-force': 'een dossier kan alleen overgaan naar de geldende versie van de procedure',
    'unknown-case-handler': 'de procedure noemt niemand met deze code',
    'text-missing': 'in de brief die hieruit volgt, zou een tekst ontbreken',
    malformed: 'dit bericht is niet bekend',
    'unfit-detail':
      'een gegeven past die dag niet: een datum die voorbij is, te ver ligt of nog moet komen, of een onbekende verzekeraar',
  },
  en: {
    ...whyRefused,
    'unfit-detail':
      'A detail does not fit that day: a date that has passed, lies too far ahead or is still to come, or an unknown insurer.',
  },
};
