@ECHO OFF
REM old way
SET RG=rg-ferrydesk
SET DB_PASSWORD=Anch0r!Chain#83Lq

call az spring-cloud app identity assign -n cabins -s asa-ferrydesk -g %RG%
call az spring-cloud app deploy -n cabins -s asa-ferrydesk -g %RG% --jar-path target\cabins.jar --env DB_PASSWORD=%DB_PASSWORD%

IF ERRORLEVEL 1 (
  ECHO failed
  EXIT /B 1
)

call az spring app identity remove -n cabins -s asa-ferrydesk -g %RG% --user-assigned
ECHO done
