// Ask a passkey what the page says, and send its answer with the form; a browser that knows none shows no button.
const asked = JSON.parse(document.getElementById("passkey-asked").textContent).publicKey;
const button = document.querySelector("[data-passkey]");
const failed = document.querySelector("[data-passkey-failed]");
const browser = window.PublicKeyCredential;

function answer() {
  if (asked.user) return navigator.credentials.create({ publicKey: browser.parseCreationOptionsFromJSON(asked) });
  return navigator.credentials.get({ publicKey: browser.parseRequestOptionsFromJSON(asked) });
}
async function send(event) {
  event.preventDefault();
  failed.hidden = true;
  try {
    button.form.elements.passkey.value = JSON.stringify(await answer());
    button.form.submit();
  } catch {
    failed.hidden = false; // refused, too late, or the wrong one: the page stays as it is
  }
}
button.hidden = !browser?.parseRequestOptionsFromJSON;
button.addEventListener("click", send);
if (asked.user) button.form.addEventListener("submit", send); // Enter in the name of a new one
