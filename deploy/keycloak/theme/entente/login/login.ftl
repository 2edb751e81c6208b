<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('username','password') displayInfo=false; section>
<#if section = "header">
${msg("loginAccountTitle")}
<#elseif section = "form">
<#assign wrong = messagesPerField.existsError('username','password')>
<#assign again = usernameHidden?? || (wrong && login.username?has_content)>
<form id="kc-form-login" action="${url.loginAction}" method="post">
  <#if wrong>
  <p class="message error" role="alert" id="input-error">${kcSanitize(messagesPerField.getFirstError('username','password'))?no_esc}</p>
  </#if>
  <#if !usernameHidden??>
  <label for="username">${msg("username")}</label>
  <input id="username" name="username" type="text" value="${(login.username!'')}" autocomplete="username" autocapitalize="none" spellcheck="false" required<#if !again> autofocus</#if><#if wrong> aria-invalid="true" aria-describedby="input-error"</#if>>
  </#if>
  <label for="password">${msg("password")}</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required<#if again> autofocus</#if><#if wrong> aria-invalid="true" aria-describedby="input-error"</#if>>
  <input type="hidden" name="credentialId"<#if auth.selectedCredential?has_content> value="${auth.selectedCredential}"</#if>>
  <button id="kc-login" name="login" type="submit">${msg("doLogIn")}</button>
</form>
<#elseif section = "socialProviders">
<#if realm.password && social?? && social.providers?has_content>
<ul class="others">
  <#list social.providers as p>
  <li><a id="social-${p.alias}" href="${p.loginUrl}">${p.displayName!}</a></li>
  </#list>
</ul>
</#if>
</#if>
</@layout.registrationLayout>
