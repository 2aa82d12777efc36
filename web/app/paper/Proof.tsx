import { address } from '../api/client.ts';

/** How anybody checks that files are those that were published: what to download, what to type, what it must say. */
export function Proof(props: { readonly paper: string; readonly number: number; readonly manifest: string; readonly signature: string }) {
  const at = `/papers/${props.paper}/versions/${props.number}`;
  return (
    <>
      <h3>怎样核对</h3>
      <ol>
        <li>
          <strong>文件没有被改过</strong>：算出下载的文件的 SHA-256，与上表相同。Windows：<code>certutil -hashfile 文件名 SHA256</code>
          ；macOS：
          <code>shasum -a 256 文件名</code>；Linux：<code>sha256sum 文件名</code>。
        </li>
        <li>
          <strong>清单确是本系统签的</strong>：下载 <a href={address(`${at}/manifest`)}>manifest.json</a>、
          <a href={address(`${at}/signature`)}>manifest.sig</a> 和公钥 <a href={address('/installation/key')}>mingzhang.pem</a>
          ，在同一文件夹运行 （OpenSSL 3）：
          <br />
          <code>openssl pkeyutl -verify -pubin -inkey mingzhang.pem -rawin -in manifest.json -sigfile manifest.sig</code>
          <br />
          显示 Signature Verified Successfully 就是相符。公钥请另向发布单位核对一次，以后不变。
        </li>
        <li>
          <strong>清单里写着每个文件</strong>：名称、大小、SHA-256 与上表相同，还有单位、年度、版本和公开日期。
        </li>
      </ol>
      <pre className="scroll">{props.manifest}</pre>
      <p>
        ed25519 签名：<code>{props.signature}</code>
      </p>
    </>
  );
}
