import { loadProcedures } from '/work/main/procedures/load-procedures.ts';
import { deadlinesAnswer } from '/work/main/procedures/deadlines.ts';
import { addCalendarDays } from './civil-dates.ts';
const p = await loadProcedures(); const t=performance.now();
for (let i=0;i<10000;i++) deadlinesAnswer(p,{procedure:'opticourtage',received:addCalendarDays('2024-01-01', i%2000)+'T18:30:00+02:00'});
console.log('10000', performance.now()-t);
