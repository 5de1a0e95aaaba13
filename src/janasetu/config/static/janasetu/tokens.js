// Whoever logs in in another tab or frame changes the token that every open form carries. So a form takes the
// one that holds now, in the moment it is sent; without this it is refused, and what was typed waits behind.

addEventListener("formdata", ({ formData }) => {
  const token = document.cookie.match(/(?:^|; )janasetu_csrf=([^;]+)/)?.[1];
  if (token && formData.has("csrfmiddlewaretoken")) formData.set("csrfmiddlewaretoken", token);
});
