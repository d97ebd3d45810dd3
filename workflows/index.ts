export { complaintWorkflow } from './complaint.ts';
export { dailyDigestWorkflow } from './daily-digest.ts';
