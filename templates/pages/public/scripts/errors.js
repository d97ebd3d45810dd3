// The summary of what is wrong is read out and reached first.
document.querySelector('.error-summary')?.focus();
