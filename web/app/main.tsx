import { ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN.js';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './App.tsx';
import './app.css';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
const nonce = document.querySelector<HTMLMetaElement>('meta[name=nonce]')?.content;

createRoot(root).render(
  <ConfigProvider
    locale={zhCN}
    csp={{ nonce }}
    button={{ autoInsertSpace: false }}
    theme={{ token: { colorPrimary: '#175a8f', fontSize: 14 } }}
  >
    <BrowserRouter basename="/work">
      <App />
    </BrowserRouter>
  </ConfigProvider>,
);
