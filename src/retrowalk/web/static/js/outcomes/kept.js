// The result is saved: the run it came from need not be kept here any longer.
import { forgetRun } from "./keeping.js";

const saved = document.querySelector("[data-saved-run]");
if (saved) forgetRun(saved.dataset.measure, saved.dataset.savedRun);
