// A result that is about to come: ask for its time now and then, and show it when it is out. Without this file the
// page has a link that does the same. Nobody asks in step with others: every wait has a chance part of its own. The
// visitor's clock is never asked: it may be wrong.

const card = document.querySelector("[data-result-time]");
const status = card?.querySelector("[data-result-status]");
const lead = card?.querySelector("[data-result-lead]");
const seconds = (least, most) => new Promise((done) => setTimeout(done, 1000 * (least + Math.random() * (most - least))));

async function told() {
  try {
    const answer = await fetch(card.dataset.resultTime, { credentials: "omit" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // no network for a moment: ask again later
  }
}

function say(sentence, timeHolds) {
  lead.hidden = !timeHolds;
  if (status.textContent !== sentence) status.textContent = sentence; // said once by a screen reader
}

function tell(time) {
  if (time.state === "shown") say(card.dataset.resultShown, false);
  else if (time.state === "none") say(card.dataset.resultHalted, false);
  else if (Date.parse(time.at) !== Date.parse(card.dataset.resultAt)) say(card.dataset.resultMoved, false);
  else say(status.dataset.resultWait, true);
}

async function wait() {
  for (;;) {
    const time = await told();
    if (time) tell(time);
    if (time?.state === "shown") {
      await seconds(0, time.spread);
      location.assign(card.dataset.resultPage);
      return;
    }
    const pause = time?.ask_again ?? 20; // a server that does not answer is not asked more often
    await seconds(pause * 0.75, pause * 1.25);
  }
}

if (card) {
  say(status.dataset.resultWait, true);
  wait();
}
