import { describe, expect, test } from '@jest/globals';
import { type Language, languages } from '../../letters/letter.ts';
import { limitInWords, reasonInWords, ruleInWords } from '../../letters/rule-words.ts';
import { dutyWords, firstInSentence, insideSentence } from '../../letters/words.ts';
import { units } from '../../procedures/counting.ts';
import { laterEvents } from '../../procedures/rule-schema.ts';
import { dutyNames, limitSources } from '../../workflows/domain/duties.ts';

describe('the rule of a limit in the reader’s words', () => {
  test.each<[string, string, string, string]>([
    [
      '10 monToSatDays from received',
      '10 jours ouvrables à compter de la réception',
      '10 dagen (maandag tot zaterdag) vanaf de ontvangst',
      '10 days (Monday to Saturday) from receipt',
    ],
    [
      '40 monToFriDays from received',
      '40 jours ouvrés à compter de la réception',
      '40 werkdagen vanaf de ontvangst',
      '40 working days from receipt',
    ],
    ['2 months from sent', '2 mois à compter de l’envoi', '2 maanden vanaf de verzending', '2 months from sending'],
    ['1 months from reopening', '1 mois à compter de la reprise', '1 maand vanaf de heropening', '1 month from the reopening'],
    [
      '7 calendarDays from received',
      '7 jours calendaires à compter de la réception',
      '7 kalenderdagen vanaf de ontvangst',
      '7 calendar days from receipt',
    ],
    [
      '2 months from sent (unknown: received)',
      '2 mois à compter de l’envoi (date inconnue, délai compté à partir de la réception)',
      '2 maanden vanaf de verzending (datum onbekend, gerekend vanaf de ontvangst)',
      '2 months from sending (date unknown, counted from receipt)',
    ],
    [
      'after the date given to the insurer',
      'après la date donnée à l’assureur',
      'na de datum die de verzekeraar kreeg',
      'after the date given to the insurer',
    ],
    [
      'after the date given for writing',
      'après la date donnée pour écrire',
      'na de datum die voor het schrijven werd gegeven',
      'after the date given for writing',
    ],
    [
      'extended with reasons within the first month',
      'prolongation motivée dans le premier mois',
      'gemotiveerde verlenging binnen de eerste maand',
      'extension with reasons within the first month',
    ],
    [
      'not after the answer itself is due',
      'au plus tard avec la réponse définitive',
      'uiterlijk met het definitieve antwoord',
      'no later than the final response',
    ],
    [
      'not after the final response: 2 months from sent',
      'au plus tard avec la réponse définitive (2 mois à compter de l’envoi)',
      'uiterlijk met het definitieve antwoord (2 maanden vanaf de verzending)',
      'no later than the final response (2 months from sending)',
    ],
    [
      'announced to the complainant',
      'date annoncée au réclamant',
      'aan de klager aangekondigde datum',
      'date announced to the complainant',
    ],
    ['whatever else', 'whatever else', 'whatever else', 'whatever else'],
    ['10 moons from received', '10 moons from received', '10 moons from received', '10 moons from received'],
  ])('%s', (rule, fr, nl, en) => {
    const words = languages.map((language) => ruleInWords(rule, language).replaceAll('\u00a0', ' '));
    expect(words).toEqual([fr, nl, en]);
  });

  test('every unit and every start of a procedure has words, the number never parted from its unit', () => {
    for (const language of languages)
      for (const unit of units)
        for (const start of ['received', 'sent', 'registered', ...laterEvents]) {
          const rule = `5 ${unit} from ${start}`;
          expect(ruleInWords(rule, language)).not.toBe(rule);
          expect(ruleInWords(rule, language)).toMatch(/^5\u00a0/);
        }
  });

  test('a reason that is a rule with its source is said in words, any other as it is', () => {
    expect(reasonInWords('2 months from received (procedure)', 'fr')).toBe(
      '2\u00a0mois à compter de la réception – notre procédure',
    );
    expect(reasonInWords('2 months from sent (unknown: received) (acpr)', 'en')).toBe(
      '2\u00a0months from sending (date unknown, counted from receipt) – ACPR recommendation',
    );
    expect(reasonInWords('aucune décision (à ce jour)', 'fr')).toBe('aucune décision (à ce jour)');
  });

  test('every source and every duty has words in each language', () => {
    for (const language of languages) {
      for (const source of limitSources) expect(limitInWords('x', source, language)).toMatch(/^x – \p{L}/u);
      for (const duty of dutyNames) expect(dutyWords[language][duty]).toMatch(/^\p{L}/u);
    }
  });
});

describe('a function that is named with its article', () => {
  test.each<[string, Language, string]>([
    ['Le service clients', 'fr', 'le service clients'],
    ['Le Service Clients', 'fr', 'le Service Clients'],
    ['La direction', 'fr', 'la direction'],
    ['L’équipe réclamations', 'fr', 'l’équipe réclamations'],
    ["L'équipe réclamations", 'fr', "l'équipe réclamations"],
    ['Les gestionnaires', 'fr', 'les gestionnaires'],
    ['Le Goff', 'fr', 'Le Goff'],
    ['Alex Modèle', 'fr', 'Alex Modèle'],
    ['Léa Modèle', 'fr', 'Léa Modèle'],
    ['De klachtendienst', 'nl', 'de klachtendienst'],
    ['Het klachtenteam', 'nl', 'het klachtenteam'],
    ['De Smet', 'nl', 'De Smet'],
    ['The complaints manager', 'en', 'the complaints manager'],
    ['Theo Model', 'en', 'Theo Model'],
  ])('%s in %s is in mid-sentence %s', (name, language, inside) => {
    expect(insideSentence(name, language)).toBe(inside);
  });

  test('has its capital at the beginning of a sentence', () => {
    expect(firstInSentence('le service clients')).toBe('Le service clients');
    expect(firstInSentence('l’équipe')).toBe('L’équipe');
    expect(firstInSentence('de Smet')).toBe('de Smet');
  });
});
