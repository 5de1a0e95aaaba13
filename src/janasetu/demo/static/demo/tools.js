// The demo's tools: a message tapped on the telephone is taken apart in a sheet, and who sits down at the desk
// is seen at once.

const sheet = document.getElementById("xray");
const phone = document.querySelector(".phone iframe");
const roles = document.querySelector("form.roles");

addEventListener("message", async ({ origin, source, data }) => {
  if (!phone || origin !== new URL(phone.src).origin || source !== phone.contentWindow) return;
  if (data?.kind !== "linesim:message") return;
  const answer = await fetch(`/demo/xray/${encodeURIComponent(data.callback)}`);
  sheet.querySelector(".seen").innerHTML = await answer.text();
  sheet.hidden = false;
  sheet.scrollTop = 0;
  sheet.focus();
});

const close = () => { sheet.hidden = true; };
document.getElementById("xray-close").addEventListener("click", close);
addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

roles?.addEventListener("submit", ({ submitter }) => {
  for (const button of roles.querySelectorAll("button")) {
    button.toggleAttribute("aria-current", button.value === submitter?.value);
    if (button.value === submitter?.value) button.setAttribute("aria-current", "true");
  }
  document.getElementById("show-desk").checked = true;
});
