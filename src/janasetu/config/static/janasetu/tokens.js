// A login in another tab changes the token of every open form; so each takes the one that holds when it is sent.

addEventListener("formdata", ({ formData }) => {
  const token = document.cookie.match(/(?:^|; )janasetu_csrf=([^;]+)/)?.[1];
  if (token && formData.has("csrfmiddlewaretoken")) formData.set("csrfmiddlewaretoken", token);
});
