// A result that is about to come: ask for its time now and then, and show it when it is out. Without this file the
// page has a link that does the same. Nobody asks in step with others: every wait has a chance part of its own.

const card = document.querySelector("[data-result-time]");
const seconds = (least, most) => new Promise((done) => setTimeout(done, 1000 * (least + Math.random() * (most - least))));

async function told() {
  try {
    const answer = await fetch(card.dataset.resultTime, { credentials: "omit" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null; // no network for a moment: ask again later
  }
}

async function wait() {
  for (;;) {
    const time = await told();
    if (time?.state === "shown") {
      card.querySelector("[data-result-status]").textContent = card.dataset.resultShown;
      await seconds(0, time.spread);
      location.assign(card.dataset.resultPage);
      return;
    }
    const pause = time?.ask_again ?? 20; // a server that does not answer is not asked more often
    await seconds(pause * 0.75, pause * 1.25);
  }
}

if (card) wait();
