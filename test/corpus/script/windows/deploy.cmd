@echo off
rem Deploys the ferry desk
setlocal
set GROUP=rg-ferrydesk
set SERVICE=asa-ferrydesk

call az spring app identity assign --name desk --service %SERVICE% --resource-group %GROUP% --system-assigned
if errorlevel 1 exit /b 1

call az spring app deploy --name desk --service %SERVICE% --resource-group %GROUP% ^
  --artifact-path target\desk.jar ^
  --env SPRING_PROFILES_ACTIVE=azure

echo deployed
endlocal
