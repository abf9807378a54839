@echo off
setlocal
if not exist "%~dp0install.py" goto zipped
py -$python -c "" >nul 2>nul
if errorlevel 1 goto plain
py -$python "%~dp0install.py" %*
goto done
:plain
python -c "" >nul 2>nul
if errorlevel 1 goto lacking
python "%~dp0install.py" %*
goto done
:zipped
echo Unzip the whole kit first, then start install.cmd from the unzipped folder.
goto failed
:lacking
echo Python $python was not found. Install it from your software centre or from python.org.
:failed
if "%~1"=="" pause
exit /b 2
:done
set code=%errorlevel%
if "%~1"=="" pause
exit /b %code%
