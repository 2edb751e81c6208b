<#import "footer.ftl" as loginFooter>
<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false>
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${msg("loginTitle",(realm.displayName!''))}</title>
<link rel="icon" type="image/svg+xml" href="${url.resourcesPath}/img/icon.svg">
<#list properties.styles?split(' ') as style>
<link rel="stylesheet" href="${url.resourcesPath}/${style}">
</#list>
<#-- The end of the head is left out, as HTML allows: there Keycloak would put a script of its own, which no policy lets run. -->
<body data-page="${pageId}">
<main>
  <img src="${url.resourcesPath}/img/icon.svg" alt="" width="44" height="44">
  <h1 id="kc-page-title"><#nested "header"></h1>
  <#if auth?has_content && auth.showUsername() && !auth.showResetCredentials()>
  <#nested "show-username">
  <p class="as"><span id="kc-attempted-username">${msg("enttAs", auth.attemptedUsername)}</span>
    <a id="reset-login" href="${url.loginRestartFlowUrl}">${msg("enttOther")}</a></p>
  </#if>
  <#if displayMessage && message?has_content && (message.type != 'warning' || !isAppInitiatedAction??)>
  <p class="message ${message.type}" role="alert">${kcSanitize(message.summary)?no_esc}</p>
  </#if>
  <#nested "form">
  <#if auth?has_content && auth.showTryAnotherWayLink()>
  <form action="${url.loginAction}" method="post">
    <input type="hidden" name="tryAnotherWay" value="on">
    <button class="plain" type="submit">${msg("doTryAnotherWay")}</button>
  </form>
  </#if>
  <#nested "socialProviders">
  <#if displayInfo>
  <div id="kc-info"><#nested "info"></div>
  </#if>
  <section class="notice" aria-labelledby="notice">
    <h2 id="notice">${msg("enttNoticeTitle")}</h2>
    <p>${msg("enttNotice")}</p>
  </section>
  <@loginFooter.content/>
</main>
</body>
</html>
</#macro>
