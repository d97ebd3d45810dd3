import type { DutyName } from '../workflows/domain/duties.ts';
import type { Language } from './letter.ts';

/** What staff read for a duty. */
export const dutyWords: Record<Language, Record<DutyName, string>> = {
  fr: {
    acknowledgement: 'accusé de réception',
    'insurer-forwarding': 'transmission à l’assureur',
    'interim-reply': 'point de situation',
    'resolution-letter': 'lettre de résolution',
    'final-response': 'réponse définitive',
    'gdpr-response': 'réponse à la demande relative aux données personnelles',
    'announced-date': 'nouvelle date annoncée',
    'recourse-details': 'coordonnées des voies de recours après un désaccord',
    'enquiry-answer': 'réponse à une demande d’information',
    'escalation-notice': 'information sur la suite du dossier',
    'decision-notice': 'information sur une décision',
  },
  nl: {
    acknowledgement: 'ontvangstmelding',
    'insurer-forwarding': 'doorsturen naar de verzekeraar',
    'interim-reply': 'stand van zaken',
    'resolution-letter': 'brief met het resultaat',
    'final-response': 'definitief antwoord',
    'gdpr-response': 'antwoord op het verzoek over persoonsgegevens',
    'announced-date': 'nieuwe aangekondigde datum',
    'recourse-details': 'verdere mogelijkheden na een meningsverschil',
    'enquiry-answer': 'antwoord op een vraag om informatie',
    'escalation-notice': 'bericht over het verdere verloop',
    'decision-notice': 'bericht over een beslissing',
  },
  en: {
    acknowledgement: 'acknowledgement',
    'insurer-forwarding': 'forwarding to the insurer',
    'interim-reply': 'progress letter',
    'resolution-letter': 'letter with the result',
    'final-response': 'final response',
    'gdpr-response': 'answer to the request about personal data',
    'announced-date': 'new date announced',
    'recourse-details': 'ways on after a disagreement',
    'enquiry-answer': 'answer to an enquiry',
    'escalation-notice': 'notice of the next stage',
    'decision-notice': 'notice of a decision',
  },
};
