@echo off
rem Runs Taeda's command line. JAVA_HOME: the Java to run it with; JAVA_OPTS: options for it.
setlocal
if defined JAVA_HOME set "PATH=%JAVA_HOME%\bin;%PATH%"

set "VERSION="
for /f "tokens=3" %%v in ('java -version 2^>^&1 ^| findstr /c:" version "') do set "VERSION=%%~v"
if not defined VERSION (
  echo taeda: there is no Java on the path; install 17 or later, or set JAVA_HOME 1>&2
  exit /b 1
)
for /f "delims=.-" %%v in ("%VERSION%") do set "MAJOR=%%v"
if %MAJOR% lss 17 (
  echo taeda: Java must be 17 or later, but is %VERSION% 1>&2
  exit /b 1
)

set "FLAGS="
if %MAJOR% geq 24 set "FLAGS=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
java %FLAGS% %JAVA_OPTS% -jar "%~dp0..\lib\taeda-distribution.jar" %*
exit /b %ERRORLEVEL%
